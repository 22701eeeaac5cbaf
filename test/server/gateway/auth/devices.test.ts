import { expect, test } from 'vitest'
import type { Device } from '#shared/operations/device.ts'
import { SIGNED_OUT } from '#shared/protocol/closeCodes.ts'
import { deviceName } from '#server/gateway/auth/devices/deviceName.ts'
import { FakeClock } from '#test/fakes/fakeClock.ts'
import { codeOf, startGithubWorld } from '#test/support/gateway/githubWorld.ts'
import { openSignedIn } from '#test/support/gateway/socket.ts'

interface Listed {
  readonly devices: Device[]
  readonly notices: { readonly at: string; readonly message: string }[]
}

async function world(env: Record<string, string> = {}) {
  const clock = new FakeClock()
  const made = await startGithubWorld({ clock, env })
  const list = async (token: string) => (await made.ask('GET', '/api/devices', { token })).body as Listed
  return { ...made, clock, list }
}

test('the list tells who is signed in, with what, from where, since when, and which one asks', async () => {
  const { clock, list, local, personalToken, signIn } = await world()
  const { token } = await signIn()
  clock.pass(600_000)
  await personalToken(['read'])
  await local('account.allow', { github_id: 1 })
  const { devices, notices } = await list(token)
  expect(devices).toEqual([
    {
      id: expect.any(String),
      kind: 'sign_in',
      name: 'node',
      user: { id: expect.any(String), username: 'tester' },
      address: '127.0.0.1',
      created_at: '2026-01-01T00:00:00.000Z',
      last_used_at: '2026-01-01T00:10:00.000Z',
      // An access token is a use, which does not move the end.
      expires_at: '2026-01-31T00:00:00.000Z',
      scopes: null,
      current: true,
    },
    expect.objectContaining({ kind: 'personal_token', name: 'test', scopes: ['read'], current: false, address: null }),
  ])
  expect(notices.map(({ message }) => message)).toEqual([
    expect.stringContaining('access token "test" was made'),
    expect.stringContaining('node signed in with a link of this machine, from 127.0.0.1'),
  ])
})

test('a device whose terminals are asked about anew is signed in still, and its page is told nothing else', async () => {
  const { ask, list, local, signIn, wsUrl } = await world({ HOMEPORT_TERMINALS_CONFIRM_NEW_DEVICES: 'true' })
  const { token } = await signIn()
  const open = () => ask('POST', '/api/session/00000000-0000-4000-8000-000000000000/terminals', { token, body: {} })
  await open()
  const [asked] = ((await local('terminal.confirmations', {})) as { waiting: { id: string }[] }).waiting
  await local('terminal.confirm', { id: asked?.id ?? '', decision: 'allow' })
  const socket = await openSignedIn(wsUrl, token)
  const [mine] = (await list(token)).devices
  await local('terminal.forget_device', { id: mine?.id ?? '' })
  const { code, reason } = await socket.closed()
  expect(code).toBe(4401)
  expect(reason).not.toBe(SIGNED_OUT)
  expect((await ask('GET', '/api/user/profile', { token })).status).toBe(200)
})

test('a revoked device is out at once, its sockets too, and is not listed any more', async () => {
  const { ask, list, signIn, wsUrl } = await world()
  const [mine, lost] = [await signIn(), await signIn()]
  const socket = await openSignedIn(wsUrl, lost.token)
  const other = (await list(mine.token)).devices.find((device) => !device.current)
  const revoke = () => ask('DELETE', `/api/devices/${other?.id}`, { token: mine.token })
  expect((await revoke()).body).toEqual({ success: true })
  // By the reason a page knows that it is for good, and removes what its person typed.
  expect(await socket.closed()).toMatchObject({ code: 4401, reason: SIGNED_OUT })
  expect((await ask('GET', '/api/user/profile', { token: lost.token })).status).toBe(401)
  expect((await ask('GET', '/api/user/profile', { headers: { cookie: lost.cookie } })).status).toBe(401)
  expect((await list(mine.token)).devices).toHaveLength(1)
  const again = await revoke()
  expect([again.status, codeOf(again)]).toEqual([404, 'DEVICE_001'])
})

test('personal access tokens are listed and revoked in the same place', async () => {
  const { ask, list, personalToken, signIn } = await world()
  const { token } = await signIn()
  const program = await personalToken(['drive'])
  expect((await list(token)).devices.map(({ id }) => id)).toContain(program.id)
  expect((await ask('DELETE', `/api/devices/${program.id}`, { token })).status).toBe(200)
  expect((await ask('GET', '/api/sessions', { token: program.token })).status).toBe(401)
})

test('others see and end their own devices only; the owner sees and ends everybody’s', async () => {
  const { ask, list, local, signIn, signInAs } = await world()
  await local('account.allow', { github_id: 1 })
  await local('account.allow', { github_id: 2, role: 'viewer' })
  const owner = await signIn()
  const [member, viewer] = [await signInAs(1), await signInAs(2)]
  const everybody = await list(owner.token)
  expect(everybody.devices.map(({ user }) => user.username).toSorted()).toEqual(['hubot', 'octocat', 'tester'])
  for (const { access_token, user } of [member, viewer]) {
    expect((await list(access_token)).devices.map((device) => device.user.id)).toEqual([user.id])
    for (const { id } of everybody.devices.filter((device) => device.user.id !== user.id)) {
      const refused = await ask('DELETE', `/api/devices/${id}`, { token: access_token })
      expect([refused.status, codeOf(refused)]).toEqual([404, 'DEVICE_001'])
    }
  }
  const lost = await signInAs(1)
  const other = (await list(member.access_token)).devices.find(({ current }) => !current)
  expect((await list(member.access_token)).devices).toHaveLength(2)
  expect((await ask('DELETE', `/api/devices/${other?.id}`, { token: member.access_token })).status).toBe(200)
  expect((await ask('GET', '/api/user/profile', { token: lost.access_token })).status).toBe(401)
  expect((await list(owner.token)).devices).toHaveLength(3)
})

test('a program whose token may not manage ends nothing, not even itself', async () => {
  const { ask, list, personalToken, signIn } = await world()
  const { token } = await signIn()
  const program = await personalToken(['read', 'drive'])
  for (const { id } of (await list(token)).devices) {
    const refused = await ask('DELETE', `/api/devices/${id}`, { token: program.token })
    expect([refused.status, codeOf(refused)]).toEqual([403, 'AUTH_006'])
  }
})

test('a stolen refresh token is told to its owner and to the owner of the machine, and to nobody else', async () => {
  const { ask, list, local, signIn, signInAs } = await world()
  await local('account.allow', { github_id: 1 })
  await local('account.allow', { github_id: 2 })
  const owner = await signIn()
  const { refresh_token } = await signInAs(1)
  const bystander = await signInAs(2)
  for (let use = 0; use < 2; use += 1) {
    await ask('POST', '/auth/refresh', { body: { refresh_token } })
  }
  const told = [{ at: '2026-01-01T00:00:00.000Z', message: expect.stringContaining('may have been stolen') }]
  const thefts = async (token: string) =>
    (await list(token)).notices.filter(({ message }) => !message.includes('signed in'))
  expect(await thefts(owner.token)).toEqual(told)
  expect(await thefts((await signInAs(1)).access_token)).toEqual(told)
  expect(await thefts(bystander.access_token)).toEqual([])
})

test.each([
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Safari/604.1',
    'Safari on iPhone',
  ],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537 Chrome/140.0 Safari/537 Edg/140.0', 'Edge on Windows'],
  ['Mozilla/5.0 (Linux; Android 15; Pixel) AppleWebKit/537 Chrome/140.0 Mobile Safari/537', 'Chrome on Android'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox on Linux'],
  ['Mozilla/5.0 (Macintosh) Chrome/140 Electron/45.4.1 Safari/537', 'Homeport window on Mac'],
  ['curl/8.5.0', 'curl'],
  ['', 'Unknown device'],
  ['<script>', 'Unknown device'],
])('%j is called %s', (userAgent, name) => {
  expect(deviceName(userAgent)).toBe(name)
})
