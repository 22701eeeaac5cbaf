import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Chromium, openChromium } from '#test/support/browser/browser.ts'
import type { Person } from '#test/support/browser/person.ts'

let chromium: Chromium
let server: Server
let address: string

beforeAll(async () => {
  chromium = await openChromium()
  server = createServer((request, response) =>
    request.url === '/sw.js'
      ? void response.setHeader('content-type', 'text/javascript').end('onfetch = () => {}')
      : void response.setHeader('set-cookie', 'asked=1; HttpOnly').end(`<!doctype html><p>${request.headers.cookie}`),
  )
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterAll(async () => {
  await chromium.close()
  server.closeAllConnections()
  server.close()
})

async function enter(): Promise<Person> {
  const person = await chromium.person('narrow')
  await person.page.goto(address)
  return person
}

test('who comes next to a lent context finds nothing of who was there before', async () => {
  const first = await enter()
  const context = first.page.context()
  const found = await first.page.evaluate(all)
  await first.page.evaluate(fill)
  await first.page.goto(`${address}/more`)
  expect(await first.page.evaluate(all)).not.toEqual(found)
  await first.page.route('**/*', (route) => route.fulfill({ body: 'of the first' }))
  await first.page.addInitScript('globalThis.left = true')
  await first.page.emulateMedia({ media: 'print' })
  await first.page.setViewportSize({ width: 400, height: 400 })
  await first.page.keyboard.down('Shift')
  await first.page.evaluate(() => window.open('/popup'))
  await first.leave()

  const second = await enter()
  expect(second.page.context()).toBe(context)
  expect(await second.page.evaluate(all)).toEqual(found)
  expect(await second.page.getByText('undefined').count()).toBe(1)
  expect(await second.keeps()).not.toMatch(/of the first|"asked"[^]*"asked"/)
  await second.leave()
})

test.each<[what: string, spoil: (person: Person) => unknown]>([
  ['takes the network away', ({ page }) => page.context().setOffline(true)],
  ['stops the clock', ({ page }) => page.clock.install()],
  ['opens devtools', async ({ page }) => (await page.context().newCDPSession(page)).detach()],
  [
    'asks a popup for it',
    async ({ page }) => {
      const popup = page.waitForEvent('popup')
      await page.evaluate(() => window.open('/popup'))
      return (await popup).context().grantPermissions(['clipboard-read'])
    },
  ],
])('a context is lent to nobody else after somebody %s', async (_what, spoil) => {
  const first = await enter()
  const context = first.page.context()
  await spoil(first)
  await first.leave()
  const second = await enter()
  expect(second.page.context()).not.toBe(context)
  await second.leave()
})

test('two at the same time have a context each', async () => {
  const [one, other] = [await enter(), await enter()]
  expect(one.page.context()).not.toBe(other.page.context())
  await one.leave()
  await other.leave()
})

/** Runs in the page. */
async function fill(): Promise<void> {
  localStorage.setItem('left', 'of the first')
  sessionStorage.setItem('left', 'of the first')
  document.cookie = 'left=of the first; max-age=1000'
  window.name = 'of the first'
  history.pushState('of the first', '', '/pushed')
  await new Promise((resolve) => (indexedDB.open('of the first').onsuccess = resolve))
  await (await caches.open('of the first')).put('/kept', new Response('of the first'))
  await navigator.serviceWorker.register('/sw.js')
  await navigator.serviceWorker.ready
}

/** All that a page finds when it begins. Runs in the page. */
async function all() {
  return {
    local: Object.entries(localStorage),
    session: Object.entries(sessionStorage),
    cookie: document.cookie,
    name: window.name,
    history: [history.length, history.state],
    databases: (await indexedDB.databases()).map(({ name }) => name),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    controlled: navigator.serviceWorker.controller !== null,
    size: [innerWidth, innerHeight],
    print: matchMedia('print').matches,
    left: 'left' in globalThis,
  }
}
