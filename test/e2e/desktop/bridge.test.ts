import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { type PreloadedBridge, bridge } from '#shared/desktop/bridge.ts'
import { DesktopWorld, type RunningDesktop } from '#test/support/desktop/desktopWorld.ts'
import { until } from '#test/support/until.ts'

declare const window: globalThis.Window & { readonly homeport?: PreloadedBridge }

let world: DesktopWorld
let electron: RunningDesktop['electron']
let page: Page

beforeAll(async () => {
  world = await DesktopWorld.create()
  ;({ electron, page } = await world.open())
})

afterAll(() => world.close())

test('the page has one function of the program, and nothing else of Electron or Node', async () => {
  const seen = await page.evaluate(() => ({
    functions: Object.keys(window.homeport ?? {}),
    frozen: Object.isFrozen(window.homeport),
    node: ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer'].filter((name) => name in window),
  }))
  expect(seen).toEqual({ functions: ['call'], frozen: true, node: [] })
})

const notForThePage = Object.entries(bridge).flatMap(([channel, { from }]) =>
  (from as readonly string[]).includes('page') ? [] : [channel],
)

function call(channel: string): Promise<unknown> {
  return page.evaluate((name) => window.homeport?.call(name, {}), channel)
}

test('the window’s page is answered', async () => {
  expect(await call('program.info')).toMatchObject({ ok: true, result: { data_dir: world.dataDir } })
})

test.each(notForThePage)('only the recovery page may ask %s', async (channel) => {
  expect(await call(channel)).toMatchObject({ ok: false, error: { code: 'AUTH_006' } })
})

test('a frame inside the page has no bridge, and is not answered when it makes one', async () => {
  await page.evaluate(() => {
    const frame = document.createElement('iframe')
    frame.name = 'inner'
    document.body.append(frame)
  })
  const inner = await until(() => page.frame('inner'), { what: 'the frame' })
  expect(await inner.evaluate(() => 'homeport' in window)).toBe(false)
  // As a renderer asks that was taken over.
  const senderFrame = electron.windows[0]?.webContents.partOf(inner) ?? null
  const answer = await electron.invoke({ senderFrame }, 'homeport:call', ['program.info', {}])
  expect(answer).toMatchObject({ ok: false, error: { code: 'AUTH_006' } })
})

test('the page’s policy starts from nothing and comes as a header; nothing inline runs', async () => {
  const response = await page.reload()
  expect(response?.headers()['content-security-policy']).toMatch(/^default-src 'none';/)
  await page.getByRole('link', { name: 'New session' }).first().waitFor()
})

test('nothing that the page loads comes from elsewhere', async () => {
  const origins = new Set<string>()
  page.on('request', (request) => origins.add(new URL(request.url()).origin))
  await page.reload()
  await page.getByRole('link', { name: 'New session' }).first().waitFor()
  expect([...origins]).toEqual([new URL(page.url()).origin])
})

test('a link to elsewhere opens in the person’s browser, and the window stays where it is', async () => {
  const before = new URL(page.url()).origin
  await page.evaluate(() => {
    location.href = 'https://example.com/away'
  })
  await until(() => electron.shell.opened.includes('https://example.com/away'), { what: 'the browser' })
  expect(new URL(page.url()).origin).toBe(before)
})

test('a new window is never opened; its web address goes to the browser, any other nowhere', async () => {
  await page.evaluate(() => {
    window.open('https://example.com/new')
    window.open('file:///etc/passwd')
  })
  await until(() => electron.shell.opened.includes('https://example.com/new'), { what: 'the browser' })
  await until(() => page.context().pages().length === 1, { what: 'no other window' })
  expect(electron.shell.opened.filter((url) => !url.startsWith('https://'))).toEqual([])
  expect(electron.windows).toHaveLength(1)
})

test('permissions are the table’s, devices nobody’s', () => {
  const home = page.url()
  const contents = electron.windows[0]?.webContents ?? { id: 0 }
  const { session } = electron
  expect(['notifications', 'media'].map((name) => session.requests(contents, name, home))).toEqual([true, false])
  expect(['fullscreen', 'geolocation'].map((name) => session.checks(contents, name, home))).toEqual([true, false])
  expect(session.usesDevice('usb', home)).toBe(false)
})
