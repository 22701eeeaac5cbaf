import { expect, test } from 'vitest'
import { createDeviceFlows } from '#server/gateway/auth/github/deviceFlows.ts'
import type { GithubApi } from '#server/gateway/auth/github/githubApi.ts'
import { FakeClock } from '#test/fakes/fakeClock.ts'
import { type GithubWorld, codeOf, sessionCookieOf, startGithubWorld } from '#test/support/gateway/githubWorld.ts'

interface Begun {
  readonly device_code: string
  readonly user_code: string
  readonly verification_uri: string
  readonly interval: number
}

async function world(): Promise<GithubWorld & { readonly clock: FakeClock }> {
  const clock = new FakeClock()
  const made = await startGithubWorld({ clock, secret: false, interval: 5 })
  await made.local('account.allow', { github_id: 1 })
  return { ...made, clock }
}

async function start({ ask }: GithubWorld): Promise<Begun> {
  const answer = await ask('POST', '/auth/github/device', { body: {} })
  expect(answer.status).toBe(200)
  return answer.body as Begun
}

const poll = ({ ask }: GithubWorld, { device_code }: Begun) =>
  ask('POST', '/auth/github/device/poll', { body: { device_code } })

test('needs a client id alone: a code, a place to type it in, and then the person is here', async () => {
  const here = await world()
  const begun = await start(here)
  expect(begun).toEqual({
    device_code: expect.stringMatching(/^hp_dc_/),
    user_code: expect.stringMatching(/^\w{4}-\w{4}$/),
    verification_uri: `${here.github.url}/login/device`,
    expires_in: 900,
    interval: 5,
  })
  expect((await poll(here, begun)).body).toEqual({ status: 'pending', interval: 5 })
  here.github.devices.settle(begun.user_code, { account: 1 })
  here.clock.pass(5_000)
  const done = await poll(here, begun)
  expect(done.body).toMatchObject({
    status: 'complete',
    access_token: expect.stringMatching(/^eyJ/),
    refresh_token: expect.stringMatching(/^hp_rt_/),
    expires_in: 900,
    user: { username: 'octocat', github_id: 1, role: 'member' },
  })
  const cookie = sessionCookieOf(done)
  expect((await here.ask('GET', '/api/user/profile', { headers: { cookie } })).status).toBe(200)
})

test('a client that polls without end costs GitHub no more than its interval', async () => {
  const here = await world()
  const begun = await start(here)
  for (let attempt = 0; attempt < 20; attempt += 1) {
    expect((await poll(here, begun)).body).toMatchObject({ status: 'pending' })
  }
  expect(here.github.devices.polls).toBe(1)
  here.clock.pass(5_000)
  await Promise.all([1, 2, 3].map(() => poll(here, begun)))
  expect(here.github.devices.polls).toBe(2)
})

test('when GitHub says slow down, the client is told and GitHub is left in peace', async () => {
  const here = await world()
  const begun = await start(here)
  here.github.devices.answers.push('slow_down')
  expect((await poll(here, begun)).body).toEqual({ status: 'pending', interval: 10 })
  here.clock.pass(9_000)
  await poll(here, begun)
  expect(here.github.devices.polls).toBe(1)
  here.clock.pass(1_000)
  await poll(here, begun)
  expect(here.github.devices.polls).toBe(2)
})

test.each(['denied', 'expired'] as const)('a code that was %s ends the sign-in, once and for all', async (outcome) => {
  const here = await world()
  const begun = await start(here)
  here.github.devices.settle(begun.user_code, outcome)
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const answer = await poll(here, begun)
    expect([answer.status, codeOf(answer), sessionCookieOf(answer)]).toEqual([401, 'AUTH_001', ''])
  }
})

test('a code works once: who polls again later gets nothing', async () => {
  const here = await world()
  const begun = await start(here)
  here.github.devices.settle(begun.user_code, { account: 1 })
  expect((await poll(here, begun)).body).toMatchObject({ status: 'complete' })
  here.clock.pass(60_000)
  expect(codeOf(await poll(here, begun))).toBe('AUTH_001')
})

test('a stranger who types the code in does not enter', async () => {
  const here = await world()
  const begun = await start(here)
  here.github.devices.settle(begun.user_code, { account: 2 })
  const answer = await poll(here, begun)
  expect([answer.status, codeOf(answer), sessionCookieOf(answer)]).toEqual([403, 'AUTH_004', ''])
})

test('GitHub’s own device code never leaves this server', async () => {
  const here = await world()
  const begun = await start(here)
  await poll(here, begun)
  const secret = here.github.seen.map(({ form }) => form.get('device_code')).find((code) => code !== null)
  expect(secret).toMatch(/^[0-9a-f]{40}$/)
  expect(JSON.stringify(begun)).not.toContain(secret)
})

test('a poll that GitHub fails is no end: the next one goes on', async () => {
  const here = await world()
  const begun = await start(here)
  here.github.trouble = { kind: 'status', status: 500 }
  expect(codeOf(await poll(here, begun))).toBe('AUTH_007')
  here.github.trouble = { kind: 'none' }
  here.github.devices.settle(begun.user_code, { account: 1 })
  here.clock.pass(5_000)
  expect((await poll(here, begun)).body).toMatchObject({ status: 'complete' })
})

test('asking for code after code is slowed down, before GitHub is bothered', async () => {
  const here = await world()
  for (let attempt = 0; attempt < 6; attempt += 1) {
    await start(here)
  }
  const refused = await here.ask('POST', '/auth/github/device', { body: {} })
  expect([refused.status, codeOf(refused)]).toEqual([429, 'RATE_001'])
  expect(here.github.seen.filter(({ method }) => method === 'POST')).toHaveLength(6)
})

test('an app without the device flow, and no app at all, are told in words', async () => {
  const here = await world()
  here.github.devices.isDisabled = true
  const disabled = await here.ask('POST', '/auth/github/device', { body: {} })
  expect([codeOf(disabled), JSON.stringify(disabled.body)]).toEqual([
    'AUTH_001',
    expect.stringContaining('Enable Device Flow'),
  ])
  const none = await startGithubWorld({ secret: false, env: { HOMEPORT_GITHUB_CLIENT_ID: '' } })
  expect((await none.ask('GET', '/auth/methods')).body).toEqual({ github: null })
  expect(codeOf(await none.ask('POST', '/auth/github/device', { body: {} }))).toBe('SETTINGS_001')
})

test('a crowd that begins sign-ins from everywhere keeps nobody from beginning one, and ends none of a household that has few', async () => {
  const api = { startDevice: async () => started, pollDevice: async () => ({ kind: 'pending' as const }) }
  const flows = createDeviceFlows({ clock: new FakeClock(), api: api as unknown as GithubApi })
  const address = { base_url: '', api_url: '', client_id: '' } as unknown as Parameters<typeof flows.start>[0]
  const mine = await flows.start(address, '192.0.2.1')
  for (let index = 0; index < 200; index += 1) {
    await flows.start(address, `2001:db8:0:${index % 20}::${index}`)
  }
  expect(await flows.poll(mine.device_code)).toMatchObject({ kind: 'pending' })
  const late = await flows.start(address, '192.0.2.2')
  expect(await flows.poll(late.device_code)).toMatchObject({ kind: 'pending' })
})

const started = { device_code: 'd', user_code: 'u', verification_uri: 'v', expires_in: 900, interval: 5 }
