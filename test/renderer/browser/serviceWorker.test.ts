import { appendFile, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { FakeGateway } from '#test/fakes/fakeGateway.ts'
import { buildRenderer } from '#test/renderer/builtRenderer.ts'
import { LOST_SERVER } from '#test/support/browser/person.ts'
import { type Chromium, openChromium } from '#test/support/browser/browser.ts'

type Preloads = Readonly<Record<string, readonly string[]>>

let chromium: Chromium
beforeAll(async () => {
  chromium = await openChromium()
})
afterAll(() => chromium.close())

/** A page that this browser keeps already, from a server whose files a test may change. */
async function keptPage() {
  const built = await buildRenderer()
  onTestFinished(() => built.remove())
  const worker = path.join(built.folder, 'sw.js')
  // What is packed would be served in its place.
  await rm(`${worker}.br`, { force: true })
  const gateway = new FakeGateway(built.folder)
  await gateway.listen()
  onTestFinished(() => gateway.close())
  const person = await chromium.person('wide', { tolerates: LOST_SERVER })
  onTestFinished(() => person.leave())
  const { page } = person
  await page.goto(gateway.url)
  await person.sees('Connected')
  // At the workstation's own address the page does it once notifications are wanted.
  await page.evaluate(async () => {
    await navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' })
    await navigator.serviceWorker.ready
  })
  await page.reload()
  await person.sees('Connected')
  const isKept = () => page.evaluate(() => navigator.serviceWorker.controller !== null)
  await expect.poll(isKept).toBe(true)
  return { gateway, person, page, worker, isKept }
}

test('a server with another page: "Update ready", and only the press brings it', async () => {
  const { gateway, person, page, worker, isKept } = await keptPage()
  await appendFile(worker, '\n// another build\n')
  gateway.cut(1012)
  await person.sees(/Update ready\./)
  await person.expectAccessible()
  const states = () =>
    page.evaluate(async () => {
      const { active, waiting } = (await navigator.serviceWorker.getRegistration()) ?? {}
      return [active?.state, waiting?.state]
    })
  expect(await states()).toEqual(['activated', 'installed'])
  await person.presses('Reload this page')
  await expect.poll(states).toEqual(['activated', undefined])
  await person.sees('Connected')
  expect(await isKept()).toBe(true)
  expect(await page.getByText('Update ready').count()).toBe(0)
})

test('the kept page names for each address what the server names there, and not what Home needs', async () => {
  const { gateway, page, worker } = await keptPage()
  const preloads = JSON.parse(await readFile(path.join(path.dirname(worker), 'preloads.json'), 'utf8')) as Preloads
  for (const [address, own] of [
    ['/', '/'],
    ['/settings/limits', '/settings'],
    ['/archived', '/archived'],
  ] as const) {
    const kept = await page.goto(`${gateway.url}${address}`)
    expect(kept?.fromServiceWorker()).toBe(true)
    const named = kept?.headers()['link']?.matchAll(/<([^>]+)>; rel=modulepreload/g)
    expect([address, named && Array.from(named, ([, file]) => file)]).toEqual([address, preloads[own]])
  }
})

test('an address that belongs to something else by now is left by the page that was kept', async () => {
  const { page, worker } = await keptPage()
  await rm(worker)
  await page.reload()
  await expect.poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0)
  await expect.poll(() => page.evaluate(() => caches.keys())).toEqual([])
})
