import { createServer, type Server } from 'node:http'
import { mkdir, readdir, readFile } from 'node:fs/promises'
import { once } from 'node:events'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serveFile } from '#test/fakes/staticFiles.ts'
import { buildGallery } from '#test/renderer/builtGallery.ts'
import { buildRenderer } from '#test/renderer/builtRenderer.ts'
import { openStages } from '#test/renderer/pictures/gallery/stages.ts'
import { scenes } from '#test/renderer/pictures/scenes.ts'
import { type Chromium, openChromium } from '#test/support/browser/browser.ts'

const root = path.join(import.meta.dirname, '../../..')
/** Kept for a person to look at; the workflow takes them along. Pixels are not compared: fonts differ from machine to machine. */
const shots = path.join(root, '.screenshots')

let built: Awaited<ReturnType<typeof buildGallery>>
let shipped: Awaited<ReturnType<typeof buildRenderer>>
let opened: Awaited<ReturnType<typeof openStages>>
let chromium: Chromium
let server: Server

beforeAll(async () => {
  built = await buildGallery()
  chromium = await openChromium()
  shipped = await buildRenderer()
  opened = await openStages({ folder: shipped.folder })
  server = createServer((request, response) =>
    request.url === '/gallery/screens.json'
      ? void response.end(JSON.stringify(opened.stages))
      : void serveFile(built.folder, request.url ?? '/', response),
  )
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  await mkdir(shots, { recursive: true })
})

afterAll(async () => {
  await chromium.close()
  server.close()
  await opened.close()
  await shipped.remove()
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
    for (const tone of ['keyword', 'string', 'name', 'number', 'comment']) {
      await person.page.locator(`.code-${tone}`).first().waitFor()
    }
    const diagram = person.page.getByRole('group', { name: 'Diagram: A prompt on its way' }).first()
    await person.page.getByLabel('Diagram as text').first().scrollIntoViewIfNeeded()
    await diagram.frameLocator('iframe').locator('body > svg').waitFor()
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

test(
  'every screen of the design opens in the gallery, in the chosen colours and width',
  { timeout: 240_000 },
  async () => {
    const address = server.address()
    const person = await chromium.person('wide', { tolerates: LEFT_BEHIND })
    const { page } = person
    await page.goto(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`)
    await page.getByRole('combobox', { name: 'Colours' }).selectOption('dark')
    await page.getByRole('button', { name: '390', exact: true }).click()
    const shown: Record<string, unknown> = {}
    for (const { name } of scenes) {
      await page.getByRole('combobox', { name: 'Screen' }).selectOption(name)
      const html = page.frameLocator(`iframe[title="${name}"]`).locator('html')
      await html
        .and(page.frameLocator(`iframe[title="${name}"]`).locator('[data-scene]'))
        .waitFor({ state: 'attached', timeout: 60_000 })
      shown[name] = await html.evaluate(({ dataset, clientWidth }) => [dataset['scene'], dataset['theme'], clientWidth])
    }
    expect(shown).toEqual(
      Object.fromEntries(
        scenes.map(({ name, screens }) => [name, ['ready', 'dark', screens?.includes('phone') === false ? 1440 : 390]]),
      ),
    )
    await person.leave()
  },
)

/** A frame that another one takes the place of, and what the scenes themselves are about. */
const LEFT_BEHIND = /closed before the connection is established|status of 40[14]|ERR_INTERNET_DISCONNECTED/

test('nothing of it is shipped', async () => {
  const files = await readdir(path.join(root, 'dist/renderer'), { recursive: true })
  const scripts = files.filter((file) => /\.(?:js|html)$/.test(file))
  expect(scripts.length).toBeGreaterThan(3)
  const texts = await Promise.all(scripts.map((file) => readFile(path.join(root, 'dist/renderer', file), 'utf8')))
  expect(texts.filter((text) => text.includes('Keep half a frame') || text.includes('Cannot be pressed'))).toEqual([])
})
