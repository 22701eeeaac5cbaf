import { expect, test } from 'vitest'
import { BROWSER_PROOF_HEADER } from '#shared/browserProof.ts'
import { FakeClock } from '#test/fakes/fakeClock.ts'
import { startTestGateway } from '#test/support/gateway/gateway.ts'
import { createPageKey, signInAsPage } from '#test/support/gateway/pageKey.ts'
import { makeOld } from '#test/support/gateway/oldSignIns.ts'
import { openSocket } from '#test/support/gateway/socket.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

function codeOf(answer: { readonly body: unknown }): string {
  return (answer.body as { error: { code: string } }).error.code
}

test('the cookie of a page alone opens nothing: no request, no socket, no token, no sign-out, no other key', async () => {
  const gateway = await startTestGateway()
  const { ask, url, wsUrl } = gateway
  const { cookie, header } = await signInAsPage(gateway)
  const headers = { cookie, origin: url }
  for (const path of ['/api/user/profile', '/api/sessions', '/api/diagnostics', '/api/openapi.json', '/api/devices']) {
    expect([path, (await ask('GET', path, { headers })).status]).toEqual([path, 401])
  }
  expect(codeOf(await ask('POST', '/auth/refresh', { headers, body: {} }))).toBe('AUTH_002')
  const other = await createPageKey(gateway)
  const rebound = await ask('POST', '/auth/bind', { headers, body: { browser_key: other.browser_key } })
  expect(codeOf(rebound)).toBe('AUTH_002')
  await ask('POST', '/auth/revoke', { headers, body: {} })
  const socket = await openSocket(wsUrl, { cookie, origin: url })
  socket.send({ type: 'subscribe_all', id: 1 })
  expect((await socket.closed()).code).toBe(4401)
  expect(socket.frames.map(({ type }) => type)).toEqual(['challenge', 'error'])
  expect((await ask('GET', '/api/user/profile', { headers: { ...headers, ...(await header()) } })).status).toBe(200)
})

test('with the signature of its page it opens what it should, sockets by their first frame', async () => {
  const gateway = await startTestGateway()
  const { ask, url, wsUrl } = gateway
  const { cookie, header, proof } = await signInAsPage(gateway)
  const headers = { cookie, origin: url, ...(await header()) }
  expect((await ask('GET', '/api/diagnostics', { headers })).status).toBe(200)
  expect((await ask('POST', '/auth/refresh', { headers, body: {} })).status).toBe(200)
  const socket = await openSocket(wsUrl, { cookie, origin: url })
  expect((await socket.ask('auth', { data: { proof: await proof() } })).type).toBe('auth_success')
  expect((await socket.ask('subscribe_all')).type).toBe('subscribed')
  expect((await ask('POST', '/auth/revoke', { headers, body: {} })).body).toEqual({ success: true })
  expect((await socket.closed()).code).toBe(4401)
})

test('a signature counts for the address it was made for, by its own key, for a quarter of an hour', async () => {
  const clock = new FakeClock()
  const gateway = await startTestGateway({ clock })
  const { ask, url, wsUrl } = gateway
  const { cookie, proof } = await signInAsPage(gateway)
  const port = Number(new URL(url).port)
  const good = await proof()
  const [challenge = '', signature = ''] = good.split('.')
  const wrong = [
    await proof(`127.0.0.1:${port + 1}`),
    await proof(`localhost:${port}`),
    await (await createPageKey(gateway)).proof(),
    `${challenge.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))}.${signature}`,
    `${challenge}.`,
    signature,
    `${challenge}.${'A'.repeat(5_000)}`,
    '..',
  ]
  const askWith = (value: string) =>
    ask('GET', '/api/user/profile', { headers: { cookie, [BROWSER_PROOF_HEADER]: value } })
  for (const value of wrong) {
    const answer = await askWith(value)
    expect([value.slice(0, 80), answer.status, codeOf(answer)]).toEqual([value.slice(0, 80), 401, 'AUTH_003'])
  }
  expect((await askWith(good)).status).toBe(200)
  clock.pass(15 * MINUTE)
  expect((await askWith(good)).status).toBe(401)
  const socket = await openSocket(wsUrl, { cookie, origin: url })
  socket.send({ type: 'auth', data: { proof: good } })
  expect((await socket.closed()).code).toBe(4401)
})

test('a program that signed in without a key goes on with its cookie alone, as before', async () => {
  const { ask, signIn, url, wsUrl } = await startTestGateway()
  const { cookie } = await signIn()
  expect((await ask('GET', '/api/user/profile', { headers: { cookie } })).status).toBe(200)
  const socket = await openSocket(wsUrl, { cookie, origin: url })
  expect((await socket.ask('auth', { data: { proof: 'of a page that it was given to' } })).type).toBe('auth_success')
  expect((await ask('GET', '/auth/challenge', { headers: { cookie } })).body).toMatchObject({ needs_key: false })
  expect((await socket.ask('ping')).type).toBe('pong')
})

test('a sign-in from before there were keys becomes its page’s, once, and its old cookie is over', async () => {
  const gateway = await startTestGateway()
  const { ask, signIn, url } = gateway
  const old = await signIn()
  makeOld(gateway)
  const asked = await ask('GET', '/auth/challenge', { headers: { cookie: old.cookie } })
  expect(asked.body).toMatchObject({ needs_key: true, expires_in: 900 })
  const key = await createPageKey(gateway)
  const headers = { cookie: old.cookie, origin: url }
  const bound = await ask('POST', '/auth/bind', { headers, body: { browser_key: key.browser_key } })
  const cookie = bound.headers.get('set-cookie')?.split(';')[0] ?? ''
  expect((await ask('GET', '/api/user/profile', { headers: { cookie: old.cookie } })).status).toBe(401)
  expect((await ask('GET', '/api/user/profile', { headers: { cookie } })).status).toBe(401)
  expect((await ask('GET', '/api/user/profile', { headers: { cookie, ...(await key.header()) } })).status).toBe(200)
  expect((await ask('GET', '/auth/challenge', { headers: { cookie } })).body).toMatchObject({ needs_key: false })
  const again = await ask('POST', '/auth/bind', {
    headers: { cookie, origin: url, ...(await key.header()) },
    body: { browser_key: key.browser_key },
  })
  expect(codeOf(again)).toBe('AUTH_002')
})

test('what is no key of a browser is refused before the link is used up', async () => {
  const { ask, secret } = await startTestGateway()
  const one = secret()
  for (const browser_key of ['x', 'A'.repeat(120), 'A'.repeat(10_000)]) {
    const answer = await ask('POST', '/auth/local', { body: { secret: one, browser_key } })
    expect([answer.status, codeOf(answer)]).toEqual([400, 'HTTP_002'])
  }
  expect((await ask('POST', '/auth/local', { body: { secret: one } })).status).toBe(200)
})

test('an open page that goes on signing stays signed in; the cookie by itself prolongs nothing', async () => {
  const clock = new FakeClock()
  const gateway = await startTestGateway({ clock })
  const { ask, url } = gateway
  const { cookie, header } = await signInAsPage(gateway)
  clock.pass(29 * DAY)
  const prolonged = await ask('GET', '/auth/challenge', { headers: { cookie, ...(await header()) } })
  expect(prolonged.headers.get('set-cookie')).toContain(cookie)
  clock.pass(29 * DAY)
  const alone = await ask('GET', '/auth/challenge', { headers: { cookie, origin: url } })
  expect(alone.headers.get('set-cookie')).toBeNull()
  clock.pass(2 * DAY)
  expect((await ask('GET', '/api/user/profile', { headers: { cookie, ...(await header()) } })).status).toBe(401)
})
