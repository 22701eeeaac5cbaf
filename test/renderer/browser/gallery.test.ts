import { createServer, type Server } from 'node:http'
import { mkdir, readdir, readFile } from 'node:fs/promises'
import { once } from 'node:events'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serveFile } from '#test/fakes/staticFiles.ts'
import { buildGallery } from '#test/renderer/builtGallery.ts'
import { type Chromium, openChromium } from '#test/support/browser/browser.ts'

const root = path.join(import.meta.dirname, '../../..')
/** Kept for a person to look at; the workflow takes them along. Pixels are not compared: fonts differ from machine to machine. */
const shots = path.join(root, '.screenshots')

let built: Awaited<ReturnType<typeof buildGallery>>
let chromium: Chromium
let server: Server

beforeAll(async () => {
  built = await buildGallery()
  chromium = await openChromium()
  server = createServer((request, response) => void serveFile(built.folder, request.url ?? '/', response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  await mkdir(shots, { recursive: true })
})

afterAll(async () => {
  await chromium.close()
  server.close()
  await built.remove()
})

test.each([
  ['light', 'wide'],
  ['dark', 'wide'],
  ['light', 'phone'],
  ['dark', 'phone'],
] as const)(
  'all that the page is made of can be read and used by everybody, in %s colours (%s)',
  async (colorScheme, device) => {
    const address = server.address()
    const person = await chromium.person(device, { colorScheme })
    await person.page.goto(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`)
    await person.sees('Gallery')
    await person.page.getByText('Loading what it asks…').first().waitFor({ state: 'detached' })
    await person.sees('An MCP server asks')
    const ground = await person.page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)
    expect(ground).toContain(colorScheme)
    const wider = await person.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(wider).toBeLessThanOrEqual(0)
    await person.page.screenshot({ path: path.join(shots, `gallery-${colorScheme}-${device}.png`), fullPage: true })
    await person.expectAccessible()
    await person.leave()
  },
)

test('every primitive is in it, by itself or in what shows it', async () => {
  const gallery = path.join(root, 'renderer/gallery')
  const sources = await Promise.all(
    (await readdir(gallery))
      .filter((file) => file.endsWith('.tsx'))
      .map((file) => readFile(path.join(gallery, file), 'utf8')),
  )
  const primitives = (
    await Promise.all(
      ['ui', 'content'].map(async (room) =>
        (await readdir(path.join(root, 'renderer', room), { recursive: true }))
          .filter((file) => file.endsWith('.tsx'))
          .map((file) => `${room}/${file}`),
      ),
    )
  ).flat()
  expect(primitives.length).toBeGreaterThan(20)
  const absent = primitives.filter((file) => !sources.some((text) => text.includes(`#renderer/${file}`)))
  expect(absent.filter((file) => !Object.hasOwn(elsewhere, path.basename(file)))).toEqual([])
  expect(Object.keys(elsewhere).filter((file) => !absent.some((one) => path.basename(one) === file))).toEqual([])
})

/** What is no look of its own, and where it is seen. */
const elsewhere: Readonly<Record<string, string>> = {
  'Command.tsx': 'in Terminal',
  'ErrorBoundary.tsx': 'draws nothing',
  'LineBlock.tsx': 'in TextBlock',
  'LineChunk.tsx': 'in LineTable',
  'LineTable.tsx': 'in Diff and Command',
  'LineView.tsx': 'in LineTable',
  'Nodes.tsx': 'in Markdown',
  'Printed.tsx': 'in Terminal',
  'Screen.tsx': 'in Terminal',
  'ScrollingPage.tsx': 'the frame of a page',
  'TableView.tsx': 'in Markdown',
  'lazyComponent.tsx': 'draws nothing',
}

test('nothing of it is shipped', async () => {
  const files = await readdir(path.join(root, 'dist/renderer'), { recursive: true })
  const scripts = files.filter((file) => /\.(?:js|html)$/.test(file))
  expect(scripts.length).toBeGreaterThan(3)
  const texts = await Promise.all(scripts.map((file) => readFile(path.join(root, 'dist/renderer', file), 'utf8')))
  expect(texts.filter((text) => text.includes('Keep half a frame') || text.includes('Cannot be pressed'))).toEqual([])
})
