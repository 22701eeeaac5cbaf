import { readdir } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { harbour } from './harbour.ts'

const visit = harbour()
const MOST_BYTES = 150_000

test('at most 150 KB of JavaScript travel before a conversation shows, and little for the composer after it', async () => {
  const { gateway, sessions, person } = await visit('/nowhere')
  await person.page.goto('about:blank')
  const cdp = await person.page.context().newCDPSession(person.page)
  await cdp.send('Network.enable')
  await cdp.send('Network.setCacheDisabled', { cacheDisabled: true })
  const scripts = new Map<string, { url: string; bytes: number }>()
  cdp.on('Network.responseReceived', ({ requestId, response }) => {
    if (response.url.endsWith('.js')) {
      scripts.set(requestId, { url: response.url, bytes: 0 })
    }
  })
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const script = scripts.get(requestId)
    if (script !== undefined) {
      script.bytes = encodedDataLength
    }
  })
  await person.page.addInitScript(noteWhenShown)
  // On a busy machine what comes later may begin before the conversation stands there; what it needs is the least of three.
  const loads: number[] = []
  for (let load = 0; load < 3 && !loads.some((bytes) => bytes <= MOST_BYTES); load += 1) {
    scripts.clear()
    await person.page.goto('about:blank')
    await person.page.goto(`${gateway.url}/session/${sessions.working.id}`)
    await person.sees(/8 tests pass/)
    await person.composer().waitFor()
    const before = new Set(await person.page.evaluate(scriptsBeforeShown))
    loads.push([...scripts.values()].reduce((sum, { url, bytes }) => sum + (before.has(url) ? bytes : 0), 0))
  }
  expect(Math.min(...loads)).toBeGreaterThan(50_000)
  expect(Math.min(...loads)).toBeLessThanOrEqual(MOST_BYTES)
})

/** Runs in the page: marks the moment in which the conversation stands there. */
function noteWhenShown(): void {
  new MutationObserver((_, observer) => {
    if (document.body?.textContent?.includes('8 tests pass')) {
      performance.mark('shown')
      observer.disconnect()
    }
  }).observe(document, { subtree: true, childList: true, characterData: true })
}

/** Runs in the page: the scripts it asked for until then. What it fetches later delays nobody. */
function scriptsBeforeShown(): string[] {
  const shown = performance.getEntriesByName('shown')[0]?.startTime ?? Infinity
  return performance
    .getEntriesByType('resource')
    .filter(({ name, startTime }) => name.endsWith('.js') && startTime <= shown)
    .map(({ name }) => name)
}

/** Any of these is loaded when it is wanted, by itself. */
const LARGEST = 250_000
/** What an answer carries beside its file. */
const HEADERS = 1_000

test('no script of the page, or of what it draws in frames, is larger than 250 KB as it travels', async () => {
  const { gateway, person } = await visit('/nowhere')
  const folder = new URL('../../../dist/renderer', import.meta.url)
  const names = (await readdir(folder, { recursive: true })).filter((name) => /\.(?:js|html)$/.test(name))
  expect(names.filter((name) => name.startsWith('assets/diagram/')).length).toBeGreaterThan(20)
  const sizes = await person.page.evaluate(
    async (addresses) => {
      performance.setResourceTimingBufferSize(addresses.length + 200)
      return Promise.all(
        addresses.map(async (address) => {
          await (await fetch(address, { cache: 'no-store' })).text()
          const [entry] = performance.getEntriesByName(address).slice(-1)
          return [address, (entry as PerformanceResourceTiming).encodedBodySize] as const
        }),
      )
    },
    names.map((name) => `${gateway.url}/${name.replaceAll('\\', '/')}`),
  )
  expect(sizes.filter(([, size]) => size === 0)).toEqual([])
  expect(sizes.filter(([, size]) => size + HEADERS > LARGEST)).toEqual([])
})
