import { expect, test } from 'vitest'
import { FakeClock } from '#test/fakes/fakeClock.ts'
import { type TestGateway, startTestGateway } from '#test/support/gateway/gateway.ts'
import { openSignedIn } from '#test/support/gateway/socket.ts'

const DAY = 24 * 3600 * 1000

interface Tokens {
  readonly access_token: string
  readonly refresh_token: string
  readonly expires_in: number
}

function codeOf(answer: { readonly body: unknown }): string {
  return (answer.body as { error: { code: string } }).error.code
}

/** The first refresh token of a fresh sign-in, got with its cookie. */
async function tokensOf({ ask, signIn, url }: TestGateway): Promise<Tokens & { readonly cookie: string }> {
  const { cookie } = await signIn()
  const answer = await ask('POST', '/auth/refresh', { headers: { cookie, origin: url } })
  expect(answer.status).toBe(200)
  return { ...(answer.body as Tokens), cookie }
}

test('a refresh token is traded once for fresh tokens, again and again', async () => {
  const clock = new FakeClock()
  const gateway = await startTestGateway({ clock })
  let { refresh_token } = await tokensOf(gateway)
  for (let round = 0; round < 3; round += 1) {
    clock.pass(6 * DAY)
    const answer = await gateway.ask('POST', '/auth/refresh', { body: { refresh_token } })
    const fresh = answer.body as Tokens
    expect(fresh).toMatchObject({ expires_in: 900 })
    expect(fresh.refresh_token).not.toBe(refresh_token)
    expect((await gateway.ask('GET', '/api/user/profile', { token: fresh.access_token })).status).toBe(200)
    refresh_token = fresh.refresh_token
  }
})

test('a second use revokes everything of that sign-in at once, its sockets too, and nothing else', async () => {
  const gateway = await startTestGateway()
  const { ask, wsUrl } = gateway
  const first = await tokensOf(gateway)
  const bystander = await tokensOf(gateway)
  const second = (await ask('POST', '/auth/refresh', { body: { refresh_token: first.refresh_token } })).body as Tokens
  const socket = await openSignedIn(wsUrl, second.access_token)
  const thief = await ask('POST', '/auth/refresh', { body: { refresh_token: first.refresh_token } })
  expect([thief.status, codeOf(thief)]).toEqual([401, 'AUTH_005'])
  expect((await socket.closed()).code).toBe(4401)
  expect((await ask('GET', '/api/user/profile', { token: second.access_token })).status).toBe(401)
  expect((await ask('GET', '/api/user/profile', { headers: { cookie: first.cookie } })).status).toBe(401)
  expect((await ask('POST', '/auth/refresh', { body: { refresh_token: second.refresh_token } })).status).toBe(401)
  expect((await ask('GET', '/api/user/profile', { token: bystander.access_token })).status).toBe(200)
})

test('of two uses at the same moment at most one is served', async () => {
  const gateway = await startTestGateway()
  const { refresh_token } = await tokensOf(gateway)
  const both = await Promise.all([1, 2].map(() => gateway.ask('POST', '/auth/refresh', { body: { refresh_token } })))
  expect(both.filter((answer) => answer.status === 200).length).toBeLessThanOrEqual(1)
  expect(both.some((answer) => answer.status === 401 && codeOf(answer) === 'AUTH_005')).toBe(true)
})

test('a refresh token that nobody used for seven days is over', async () => {
  const clock = new FakeClock()
  const gateway = await startTestGateway({ clock })
  const { refresh_token } = await tokensOf(gateway)
  clock.pass(7 * DAY)
  const late = await gateway.ask('POST', '/auth/refresh', { body: { refresh_token } })
  expect([late.status, codeOf(late)]).toEqual([401, 'AUTH_002'])
})

test('guessing refresh tokens is slowed down', async () => {
  const { ask } = await startTestGateway({ clock: new FakeClock() })
  const guess = () => ask('POST', '/auth/refresh', { body: { refresh_token: 'hp_rt_guess' } })
  for (let attempt = 0; attempt < 6; attempt += 1) {
    expect(codeOf(await guess())).toBe('AUTH_003')
  }
  const refused = await guess()
  expect([refused.status, codeOf(refused)]).toEqual([429, 'RATE_001'])
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
})

test('revoking a refresh token ends its sign-in, and says so whatever was revoked', async () => {
  const gateway = await startTestGateway()
  const { refresh_token, access_token } = await tokensOf(gateway)
  for (const token of [refresh_token, refresh_token, 'hp_rt_unknown']) {
    const answer = await gateway.ask('POST', '/auth/revoke', { body: { refresh_token: token } })
    expect([answer.status, answer.body]).toEqual([200, { success: true }])
  }
  expect((await gateway.ask('GET', '/api/user/profile', { token: access_token })).status).toBe(401)
})

test('without a refresh token and without a sign-in there is nothing to refresh', async () => {
  const { ask, personalToken } = await startTestGateway()
  const { token } = await personalToken(['manage'])
  expect(codeOf(await ask('POST', '/auth/refresh'))).toBe('AUTH_002')
  expect(codeOf(await ask('POST', '/auth/refresh', { token }))).toBe('AUTH_002')
})
