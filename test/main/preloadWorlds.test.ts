import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PreloadDouble } from '#test/fakes/electron/preloadDouble.ts'
import { type Chromium, openChromium } from '#test/support/browser/browser.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

/** How the double keeps the two worlds apart, as Electron does: what a preload could get wrong must show on it. */
let chromium: Chromium
const asked: unknown[] = []

const PRELOAD = `
const { contextBridge, ipcRenderer } = require('electron')
globalThis.secret = 'of the preload'
class Boat { name = 'pier'; sail() {} }
const api = {
  sees: () => ['pageSecret', 'secret'].filter((name) => name in globalThis),
  boat: new Boat(),
  list: [1, { deep: true }],
  when: new Date(0),
  fails: () => { throw new RangeError('too far') },
  later: async (value) => value,
  rejects: async () => { throw new TypeError('no') },
  callsBack: (callback) => callback({ one: 1 }),
  bare: (value) => Object.getPrototypeOf(value) === Object.prototype && typeof value.sail === 'undefined',
  ask: (...args) => ipcRenderer.invoke('ask', ...args),
  symbol: () => Symbol('none'),
}
contextBridge.exposeInMainWorld('api', api)
try { contextBridge.exposeInMainWorld('api', {}) } catch (error) { contextBridge.exposeInMainWorld('twice', error.message) }
ipcRenderer.on('go', (_event, place) => window.dispatchEvent(new CustomEvent('went', { detail: place })))
`

interface Api {
  [name: string]: (...args: unknown[]) => unknown
}

beforeAll(async () => {
  chromium = await openChromium()
})

afterAll(() => chromium.close())

function invoke(channel: string, args: readonly unknown[]) {
  asked.push([channel, ...args])
  return { heard: args }
}

async function open(): Promise<{ readonly page: Page; readonly preload: PreloadDouble }> {
  const page = await (await chromium.context()).newPage()
  const cdp = await page.context().newCDPSession(page)
  const preload = await PreloadDouble.attach({ page, cdp, text: PRELOAD, invoke })
  const file = path.join(temporaryFolder(), 'page.html')
  const inline = '<script>pageSecret = 1; first = typeof api</script><iframe srcdoc="<p>inside</p>"></iframe>'
  writeFileSync(file, inline)
  await page.goto(`file://${file}`)
  return { page, preload }
}

/** Runs in the page's world, with what was exposed there. */
function inPage<T>(page: Page, run: (api: Api) => T | Promise<T>): Promise<T> {
  return page.evaluate<T>(`(${run.toString()})(api)`)
}

test('neither world sees what the other one keeps; what is exposed is there before the page’s first line', async () => {
  const { page } = await open()
  expect(await inPage(page, (api) => api['sees']?.())).toEqual(['secret'])
  const seen = ['secret', 'require', 'electronDoubleAsk', 'electronDoubleReceive', 'first', 'pageSecret']
  expect(await page.evaluate((names) => names.filter((name) => name in window), seen)).toEqual(['first', 'pageSecret'])
  expect(await page.evaluate('first')).toBe('object')
  expect(await page.evaluate('twice')).toMatch(/Cannot bind an API/)
})

test('frames inside the page get nothing', async () => {
  const { page } = await open()
  const [inside] = page.mainFrame().childFrames()
  await inside?.getByText('inside').waitFor()
  expect(await inside?.evaluate(() => 'api' in window)).toBe(false)
})

test('values are copies: a class loses its prototype, an error its kind, and a symbol does not pass', async () => {
  const { page } = await open()
  const seen = await inPage(page, (api) => ({
    boat: api['boat'],
    isBare: Object.getPrototypeOf(api['boat']) === Object.prototype,
    list: api['list'],
    isDate: (api['when'] as unknown) instanceof Date,
    arrives: api['bare']?.(
      new (class Own {
        readonly x = 1
        sail(): void {}
      })(),
    ),
    failures: ['fails', 'symbol'].map((name) => {
      try {
        return api[name]?.()
      } catch (error) {
        return [(error as Error).constructor.name, (error as Error).message]
      }
    }),
  }))
  expect(seen).toEqual({
    boat: { name: 'pier' },
    isBare: true,
    list: [1, { deep: true }],
    isDate: true,
    arrives: true,
    failures: [
      ['Error', 'too far'],
      ['Error', 'An object could not be cloned.'],
    ],
  })
})

test('functions are stood in for, both ways, and promises come out as such', async () => {
  const { page } = await open()
  const seen = await inPage(page, async (api) => ({
    later: await api['later']?.({ a: [1] }),
    rejects: await Promise.resolve(api['rejects']?.()).catch((error: Error) => [error.constructor.name, error.message]),
    back: api['callsBack']?.((value: { one: number }) => value.one + 1),
  }))
  expect(seen).toEqual({ later: { a: [1] }, rejects: ['Error', 'no'], back: 2 })
})

test('what is exposed cannot be changed, at any depth', async () => {
  const { page } = await open()
  const isFrozen = await inPage(page, (api) => {
    const [, deep] = api['list'] as unknown as [number, object]
    const own = Object.getOwnPropertyDescriptor(window, 'api')
    return [Object.isFrozen(api), Object.isFrozen(deep), own?.writable, own?.configurable]
  })
  expect(isFrozen).toEqual([true, true, false, false])
})

test('a question goes to the program as a clone, and what cannot be cloned is refused', async () => {
  const { page } = await open()
  expect(await inPage(page, (api) => api['ask']?.({ n: 1 }))).toEqual({ heard: [{ n: 1 }] })
  expect(asked.at(-1)).toEqual(['ask', { n: 1 }])
  const refused = await inPage(page, (api) =>
    Promise.resolve(api['ask']?.(() => 1)).catch((error: Error) => error.message),
  )
  expect(refused).toMatch(/could not be cloned/)
})

test('what the program tells the preload arrives in the page as an event, with its text', async () => {
  const { page, preload } = await open()
  await page.evaluate(() =>
    addEventListener('went', (event) => Object.assign(window, { went: (event as CustomEvent).detail as string })),
  )
  await preload.send('go', ['/session/1'])
  expect(await page.evaluate('went')).toBe('/session/1')
})
