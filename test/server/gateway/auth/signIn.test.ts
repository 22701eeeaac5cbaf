import { expect, test } from 'vitest'
import { FakeClock } from '#test/fakes/fakeClock.ts'
import { startTestGateway } from '#test/support/gateway/gateway.ts'
import { openSocket } from '#test/support/gateway/socket.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

function codeOf(answer: { readonly body: unknown }): string {
  return (answer.body as { error: { code: string } }).error.code
}

test('a one-time secret signs in once, and never again', async () => {
  const { ask, secret } = await startTestGateway()
  const one = secret()
  const first = await ask('POST', '/auth/local', { body: { secret: one } })
  expect(first.status).toBe(200)
  expect(first.body).toMatchObject({ expires_in: 900, user: { username: 'tester', role: 'owner', github_id: null } })
  const second = await ask('POST', '/auth/local', { body: { secret: one } })
  expect(second.status).toBe(401)
  expect(codeOf(second)).toBe('AUTH_002')
})

test('a secret of any length that was never given out is refused as such', async () => {
  const { ask } = await startTestGateway()
  for (const wrong of ['x', 'x'.repeat(43)]) {
    const answer = await ask('POST', '/auth/local', { body: { secret: wrong } })
    expect([answer.status, codeOf(answer)]).toEqual([401, 'AUTH_002'])
  }
})

test('of two browsers that use one link at the same moment, one gets in', async () => {
  const { ask, secret } = await startTestGateway()
  const one = secret()
  const answers = await Promise.all([1, 2, 3].map(() => ask('POST', '/auth/local', { body: { secret: one } })))
  expect(answers.map((answer) => answer.status).toSorted((left, right) => left - right)).toEqual([200, 401, 401])
})

test('a sign-in link is worth nothing after ten minutes', async () => {
  const clock = new FakeClock()
  const { ask, secret } = await startTestGateway({ clock })
  const one = secret()
  clock.pass(10 * MINUTE + 1)
  expect((await ask('POST', '/auth/local', { body: { secret: one } })).status).toBe(401)
})

test('the cookie can be read by no script, and is sent to no other site', async () => {
  const { ask, secret } = await startTestGateway()
  const { headers } = await ask('POST', '/auth/local', { body: { secret: secret() } })
  const cookie = headers.get('set-cookie') ?? ''
  expect(cookie).toMatch(
    /^homeport_session_[0-9a-f]{8}=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Strict$/,
  )
})

test('guessing secrets is slowed down, and a right one still passes', async () => {
  const clock = new FakeClock()
  const { ask, secret } = await startTestGateway({ clock })
  const wrong = () => ask('POST', '/auth/local', { body: { secret: 'x'.repeat(43) } })
  for (let attempt = 0; attempt < 6; attempt += 1) {
    expect((await wrong()).status).toBe(401)
  }
  const refused = await wrong()
  expect(refused.status).toBe(429)
  expect(codeOf(refused)).toBe('RATE_001')
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect((await ask('POST', '/auth/local', { body: { secret: secret() } })).status).toBe(200)
})

test('the delay grows with every wrong secret that follows', async () => {
  const clock = new FakeClock()
  const { ask } = await startTestGateway({ clock })
  const waits: number[] = []
  for (let attempt = 0; attempt < 40 && waits.length < 4; attempt += 1) {
    const answer = await ask('POST', '/auth/local', { body: { secret: 'x'.repeat(43) } })
    if (answer.status === 429) {
      const seconds = Number(answer.headers.get('retry-after'))
      waits.push(seconds)
      clock.pass(seconds * 1000)
    }
  }
  expect(waits).toEqual([1, 2, 4, 8])
})

test('an access token works for fifteen minutes', async () => {
  const clock = new FakeClock()
  const { ask, signIn } = await startTestGateway({ clock })
  const { token } = await signIn()
  expect((await ask('GET', '/api/user/profile', { token })).status).toBe(200)
  clock.pass(900_000)
  const late = await ask('GET', '/api/user/profile', { token })
  expect(late.status).toBe(401)
  expect(codeOf(late)).toBe('AUTH_002')
})

test('a browser in use stays signed in; one that stays away for thirty days is not', async () => {
  const clock = new FakeClock()
  const { ask, signIn } = await startTestGateway({ clock })
  const { cookie } = await signIn()
  const visit = () => ask('GET', '/api/user/profile', { headers: { cookie } })
  clock.pass(29 * DAY)
  const back = await visit()
  expect(back.status).toBe(200)
  expect(back.headers.get('set-cookie')).toContain(cookie)
  clock.pass(29 * DAY)
  expect((await visit()).status).toBe(200)
  clock.pass(31 * DAY)
  expect((await visit()).status).toBe(401)
})

test('signing out ends the cookie, its access token, and every socket opened with either', async () => {
  const { ask, signIn, url, wsUrl } = await startTestGateway()
  const { cookie, token } = await signIn()
  const browser = await openSocket(wsUrl, { cookie, origin: url })
  await browser.next((frame) => frame.type === 'auth_success')
  const program = await openSocket(wsUrl)
  await program.ask('auth', { data: { token } })
  const other = await signIn()
  const bystander = await openSocket(wsUrl, { cookie: other.cookie, origin: url })

  const out = await ask('POST', '/auth/revoke', { headers: { cookie, origin: url } })
  expect(out.body).toEqual({ success: true })
  expect(out.headers.get('set-cookie')).toContain('Max-Age=0')
  expect((await browser.closed()).code).toBe(4401)
  expect((await program.closed()).code).toBe(4401)
  expect((await ask('GET', '/api/user/profile', { headers: { cookie } })).status).toBe(401)
  expect((await ask('GET', '/api/user/profile', { token })).status).toBe(401)
  expect((await bystander.ask('ping')).type).toBe('pong')
})

test('an unknown credential is told apart from a missing one', async () => {
  const { ask, signIn } = await startTestGateway()
  const cookie = (await signIn()).cookie.replace(/=.*/, '=nonsense')
  expect(codeOf(await ask('GET', '/api/sessions'))).toBe('AUTH_002')
  expect(codeOf(await ask('GET', '/api/sessions', { token: 'nonsense' }))).toBe('AUTH_003')
  expect(codeOf(await ask('GET', '/api/sessions', { headers: { cookie } }))).toBe('AUTH_003')
})

test('two Homeports of one machine do not sign each other’s browsers out: cookies know no ports', async () => {
  const [one, two] = [await startTestGateway(), await startTestGateway()]
  const jar = [await one.signIn(), await two.signIn()].map(({ cookie }) => cookie)
  expect(new Set(jar.map((cookie) => cookie.split('=')[0])).size).toBe(2)
  const headers = { cookie: jar.join('; ') }
  expect((await one.ask('GET', '/api/user/profile', { headers })).status).toBe(200)
  expect((await two.ask('GET', '/api/user/profile', { headers })).status).toBe(200)
})

test('a token in the address is no credential', async () => {
  const { ask, signIn } = await startTestGateway()
  const { token } = await signIn()
  expect((await ask('GET', `/api/sessions?access_token=${token}`)).status).toBe(401)
})
