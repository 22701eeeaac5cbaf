import { expect, test } from 'vitest'
import { RENEW_WITHIN_MS } from '#server/gateway/wire/frames/socketBounds.ts'
import { FakeClock } from '#test/fakes/fakeClock.ts'
import { codeOf, startGithubWorld } from '#test/support/gateway/githubWorld.ts'
import { openSignedIn, openSocket } from '#test/support/gateway/socket.ts'

/** What lasts a quarter of an hour never becomes more. */
const QUARTER = 900_000
const DAY = 24 * 3_600_000

interface Tokens {
  readonly access_token: string
  readonly refresh_token: string
}

async function world() {
  const clock = new FakeClock()
  const made = await startGithubWorld({ clock })
  const { cookie, token } = await made.signIn()
  const refreshByCookie = async () =>
    (await made.ask('POST', '/auth/refresh', { headers: { cookie, origin: made.url }, body: {} })).body as Tokens
  return { ...made, clock, cookie, token, refreshByCookie }
}

test('an access token cannot be traded for one that lasts, and takes nobody’s refresh token away', async () => {
  const { ask, token, refreshByCookie } = await world()
  const { refresh_token } = await refreshByCookie()
  const stolen = await ask('POST', '/auth/refresh', { token, body: {} })
  expect([stolen.status, codeOf(stolen)]).toEqual([401, 'AUTH_002'])
  expect((await ask('POST', '/auth/refresh', { body: { refresh_token } })).status).toBe(200)
})

test('an access token does not prolong its sign-in, by requests or by an open socket that is looked at', async () => {
  const { ask, clock, local, wsUrl, refreshByCookie } = await world()
  clock.pass(29 * DAY)
  const { access_token } = await refreshByCookie()
  clock.pass(10 * 60_000)
  const socket = await openSignedIn(wsUrl, access_token)
  expect((await ask('GET', '/api/user/profile', { token: access_token })).status).toBe(200)
  await local('account.allow', { github_id: 1 })
  expect((await socket.ask('ping')).type).toBe('pong')
  const { devices } = (await ask('GET', '/api/devices', { token: access_token })).body as {
    devices: { expires_at: string; current: boolean }[]
  }
  const end = Date.parse('2026-01-01T00:00:00Z') + 59 * DAY
  expect(devices.map(({ expires_at }) => Date.parse(expires_at))).toEqual([end])
})

test('a socket ends with its access token, unless a fresh one comes', async () => {
  const { clock, wsUrl, token, refreshByCookie } = await world()
  const { access_token } = await refreshByCookie()
  const [left, kept] = [await openSignedIn(wsUrl, token), await openSignedIn(wsUrl, access_token)]
  clock.pass(QUARTER - 1000)
  const fresh = await refreshByCookie()
  expect((await kept.ask('auth', { data: { token: fresh.access_token } })).type).toBe('auth_success')
  clock.pass(RENEW_WITHIN_MS + 1000)
  left.send({ type: 'ping', id: 1 })
  expect((await left.closed()).code).toBe(4401)
  expect((await kept.ask('ping')).type).toBe('pong')
  clock.pass(QUARTER)
  kept.send({ type: 'ping', id: 1 })
  expect((await kept.closed()).code).toBe(4401)
})

test('a silent socket ends too, when the sockets are looked at', async () => {
  const { clock, local, wsUrl, token } = await world()
  const socket = await openSignedIn(wsUrl, token)
  clock.pass(QUARTER + RENEW_WITHIN_MS)
  await local('account.allow', { github_id: 1 })
  expect((await socket.closed()).code).toBe(4401)
})

test('somebody else’s token lets a socket go on no longer', async () => {
  const { clock, signIn, wsUrl, token } = await world()
  const socket = await openSignedIn(wsUrl, token)
  clock.pass(QUARTER - 1000)
  const other = await signIn()
  expect((await socket.ask('auth', { data: { token: other.token } })).type).toBe('auth_success')
  clock.pass(RENEW_WITHIN_MS + 1000)
  socket.send({ type: 'ping', id: 1 })
  expect((await socket.closed()).code).toBe(4401)
})

test('sockets of a cookie and of a personal token last as long as those, and not longer', async () => {
  const { clock, cookie, local, personalToken, url, wsUrl } = await world()
  const browser = await openSocket(wsUrl, { cookie, origin: url })
  const program = await openSignedIn(wsUrl, (await personalToken(['read'])).token)
  clock.pass(29 * DAY)
  for (const socket of [browser, program]) {
    expect((await socket.ask('ping')).type).toBe('pong')
  }
  clock.pass(DAY)
  await local('account.allow', { github_id: 1 })
  expect((await browser.closed()).code).toBe(4401)
  expect((await program.ask('ping')).type).toBe('pong')
})
