import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { operations } from '#shared/operations/table.ts'
import { shippedRenderer } from '#test/renderer/builtRenderer.ts'
import { launchBrowser } from '#test/support/browser/browser.ts'
import { type TestGateway, startTestGateway } from '#test/support/gateway/gateway.ts'
import { makeOld } from '#test/support/gateway/oldSignIns.ts'
import { createPageKey } from '#test/support/gateway/pageKey.ts'
import { openSocket } from '#test/support/gateway/socket.ts'

/** Another user of the machine listens on a port of 127.0.0.1, and gets what a real browser sends there. */
const SLOW = { timeout: 120_000 }

let built: Awaited<ReturnType<typeof shippedRenderer>>
let browser: Browser

beforeAll(async () => {
  built = await shippedRenderer()
  browser = await launchBrowser()
}, SLOW.timeout)

afterAll(async () => {
  await browser.close()
  await built.remove()
})

/** A listener whose page asks for an icon and a picture; keeps every cookie that comes. */
async function listenForCookies() {
  const cookies: string[] = []
  const server = createServer((request, response) => {
    cookies.push(request.headers.cookie ?? '')
    response.setHeader('content-type', 'text/html')
    response.end('<title>hello</title><link rel="icon" href="/favicon.ico"><img src="/favicon.ico" alt="">')
  }).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, cookies }
}

/** Somebody at the page, signed in by a link of this machine. */
async function visit(gateway: TestGateway) {
  const context = await browser.newContext()
  onTestFinished(() => context.close())
  const page = await context.newPage()
  const isIn = () => page.getByText('Connected', { exact: true }).first().waitFor()
  await page.goto(`${gateway.url}/#secret=${gateway.secret()}`)
  await isIn()
  return { context, page, isIn }
}

/** The cookie that the other listener got. @throws Error when it got none, which would prove nothing. */
async function steal(page: Awaited<ReturnType<typeof visit>>['page']): Promise<string> {
  const thief = await listenForCookies()
  await page.goto(thief.url)
  await expect.poll(() => thief.cookies.length).toBeGreaterThan(1)
  expect(thief.cookies.every((cookie) => cookie.startsWith('homeport_session_'))).toBe(true)
  return thief.cookies[1] ?? ''
}

test('a cookie that another port of this machine got by an icon opens nothing', SLOW, async () => {
  const gateway = await startTestGateway({ uiFolder: built.folder })
  const { ask, url, wsUrl } = gateway
  const { page, isIn } = await visit(gateway)
  const cookie = await steal(page)
  // All that a browser would say is said, too.
  const headers = { cookie, origin: url, referer: `${url}/`, 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' }
  const opened: string[] = []
  for (const [name, row] of Object.entries(operations)) {
    if ('http' in row && row.scope !== 'public') {
      const { method, path } = row.http
      const body = method === 'GET' || method === 'DELETE' ? {} : { body: {} }
      const { status } = await ask(method, path.replaceAll(/:\w+/g, 'x'), { headers, ...body })
      opened.push(...(status === 401 ? [] : [`${name}: ${status}`]))
    }
  }
  for (const path of ['/api/openapi.json', '/api/docs']) {
    opened.push(...([401, 404].includes((await ask('GET', path, { headers })).status) ? [] : [path]))
  }
  expect(opened).toEqual([])
  const { browser_key, header } = await createPageKey(gateway)
  expect((await ask('POST', '/auth/refresh', { headers, body: {} })).status).toBe(401)
  expect((await ask('POST', '/auth/bind', { headers, body: { browser_key } })).status).toBe(401)
  const signed = { ...headers, ...(await header()) }
  expect((await ask('GET', '/api/sessions', { headers: signed })).status).toBe(401)
  await ask('POST', '/auth/revoke', { headers, body: {} })
  const socket = await openSocket(wsUrl, { cookie, origin: url })
  socket.send({ type: 'subscribe_all', id: 1 })
  expect((await socket.closed()).code).toBe(4401)
  // The person noticed nothing of all this.
  await page.goto(url)
  await isIn()
})

test('whoever is signed in stays so: over a reload, and in a second tab', SLOW, async () => {
  const gateway = await startTestGateway({ uiFolder: built.folder })
  const { context, page, isIn } = await visit(gateway)
  await page.reload()
  await isIn()
  const second = await context.newPage()
  await second.goto(`${gateway.url}/devices`)
  await expect.poll(() => second.getByText('this one', { exact: true }).count()).toBe(1)
})

test('who signed in before there were keys notices nothing; the page takes its sign-in over', SLOW, async () => {
  const gateway = await startTestGateway({ uiFolder: built.folder })
  const { ask, signIn, url } = gateway
  const { cookie } = await signIn()
  makeOld(gateway)
  const [name = '', value = ''] = cookie.split('=')
  const context = await browser.newContext()
  onTestFinished(() => context.close())
  await context.addCookies([{ name, value, url, httpOnly: true, sameSite: 'Strict' }])
  const page = await context.newPage()
  await page.goto(url)
  await page.getByText('Connected', { exact: true }).first().waitFor()
  expect((await ask('GET', '/api/user/profile', { headers: { cookie } })).status).toBe(401)
  const [now] = await context.cookies(url)
  expect(now).toMatchObject({ name, httpOnly: true, sameSite: 'Strict' })
  const headers = { cookie: `${name}=${now?.value}` }
  expect((await ask('GET', '/api/user/profile', { headers })).status).toBe(401)
  await page.reload()
  await page.getByText('Connected', { exact: true }).first().waitFor()
})
