import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { Setting } from '#shared/operations/settings.ts'
import { settingKeys, settingTable } from '#server/platform/settings/settingTable.ts'
import { entriesOf } from '#test/support/gateway/auditTrail.ts'
import { type Answer, type TestGatewayOptions, startTestGateway } from '#test/support/gateway/gateway.ts'
import { askRemotely, connectRemotely, openRemote } from '#test/support/gateway/remote.ts'
import { openSocket } from '#test/support/gateway/socket.ts'
import { until } from '#test/support/until.ts'

async function world(options: TestGatewayOptions = {}) {
  const gateway = await startTestGateway(options)
  const file = path.join(gateway.folder, 'settings.yaml')
  const manage = (await gateway.personalToken(['manage'])).token
  const { cookie } = await gateway.signIn()
  const headers = { cookie, origin: gateway.url }
  return {
    ...gateway,
    file,
    write: (yaml: string) => writeFileSync(file, yaml),
    read: () => readFileSync(file, 'utf8'),
    fromElsewhere: (changes: object) => gateway.ask('PATCH', '/api/settings', { token: manage, body: { changes } }),
    atTheMachine: (changes: object) => gateway.ask('PATCH', '/api/settings', { headers, body: { changes } }),
    list: (token?: string) => gateway.ask('GET', '/api/settings', token === undefined ? { headers } : { token }),
    manage,
    trail: () =>
      entriesOf(path.join(gateway.folder, 'homeport.db')).filter(({ action }) => action === 'settings.change'),
  }
}

function settingOf({ body }: Answer, key: string): Setting | undefined {
  return (body as { settings: Setting[] }).settings.find((setting) => setting.key === key)
}

test('every setting is told with its value, who said it, its default, and when a change takes effect', async () => {
  const here = await world({ env: { HOMEPORT_LOG_LEVEL: 'warn' } })
  here.write('# mine\nlimits:\n  requests_per_minute: 7\n')
  const told = await until(
    async () => {
      const answer = await here.list()
      return settingOf(answer, 'limits.requests_per_minute')?.value === 7 && answer
    },
    { what: 'the file to be taken up' },
  )
  expect((told.body as { settings: Setting[] }).settings.map(({ key }) => key)).toEqual(settingKeys)
  expect(told.body).toMatchObject({ file: here.file, problem: null })
  expect(settingOf(told, 'limits.requests_per_minute')).toEqual({
    key: 'limits.requests_per_minute',
    label: 'Requests per address',
    group: 'limits',
    unit: 'per minute',
    value: 7,
    default: 100,
    description: settingTable['limits.requests_per_minute'].about,
    variable: 'HOMEPORT_LIMITS_REQUESTS_PER_MINUTE',
    origin: { kind: 'file', line: 3 },
    form: { kind: 'number', from: 1, to: 100_000 },
    takes_effect: 'now',
    waits_for_restart: false,
    keeper: 'local',
    fixed: null,
  })
  expect(settingOf(told, 'log.level')).toMatchObject({
    origin: { kind: 'environment', name: 'HOMEPORT_LOG_LEVEL' },
    fixed: expect.stringContaining('fixed by the environment variable HOMEPORT_LOG_LEVEL'),
  })
  expect(settingOf(told, 'vault')).toMatchObject({ origin: { kind: 'default' }, fixed: null })
  expect(settingOf(await here.list(here.manage), 'vault')?.fixed).toContain('on the machine itself')
})

test('what was written into the file gets into the audit log, as nobody in particular', async () => {
  const here = await world()
  here.write('limits:\n  connections_per_user: 9\n')
  const [entry] = await until(() => here.trail().length > 0 && here.trail(), { what: 'an entry' })
  expect(entry).toMatchObject({
    outcome: 'ok',
    username: null,
    credential: { kind: 'file', name: 'settings.yaml' },
    object_id: 'limits.connections_per_user',
    details: { 'limits.connections_per_user': 9 },
  })
})

test('a broken file is told by the health, the page and the audit log; what it said before holds', async () => {
  const here = await world()
  await here.atTheMachine({ 'limits.connections_per_user': 9 })
  here.write('limits:\n  connections: 5\n')
  const broken = await until(
    async () => {
      const answer = await here.list()
      return (answer.body as { problem: string | null }).problem !== null && answer
    },
    { what: 'the problem to be told' },
  )
  expect(broken.body).toMatchObject({
    problem: `${here.file}, line 2: "limits.connections" is not a setting. Did you mean "limits.connections_per_user"?`,
  })
  expect(settingOf(broken, 'limits.connections_per_user')?.value).toBe(9)
  expect((await here.ask('GET', '/health')).body).toMatchObject({
    status: 'degraded',
    services: { settings: 'degraded' },
  })
  expect(here.trail().at(-1)).toMatchObject({ outcome: 'failed', code: 'SETTINGS_001' })
  // Nor is it written over.
  expect((await here.atTheMachine({ 'limits.connections_per_user': 1 })).status).toBe(400)
  expect(here.read()).toBe('limits:\n  connections: 5\n')
})

test('a change from the page holds at once and is kept in the file', async () => {
  const here = await world()
  const listener = await openRemote(here)
  const statuses = async (count: number) => {
    const found: number[] = []
    for (let times = 0; times < count; times += 1) {
      found.push((await askRemotely(listener, '/live')).status)
    }
    return found
  }
  expect(await statuses(3)).toEqual([200, 200, 200])
  const changed = await here.atTheMachine({ 'limits.requests_per_minute': '2' })
  expect(settingOf(changed, 'limits.requests_per_minute')).toMatchObject({
    value: 2,
    origin: { kind: 'file', line: expect.any(Number) },
  })
  expect(here.read()).toContain('limits:\n  requests_per_minute: 2\n')
  expect(await statuses(3)).toEqual([200, 200, 429])
  expect(here.trail()).toMatchObject([
    { outcome: 'ok', username: 'tester', details: { 'limits.requests_per_minute': '2' } },
  ])
  const reset = await here.atTheMachine({ 'limits.requests_per_minute': null })
  expect(settingOf(reset, 'limits.requests_per_minute')).toMatchObject({ value: 100, origin: { kind: 'default' } })
})

test('fewer connections per user hold for the next one', async () => {
  const here = await world()
  const remote = { ...here, listener: await openRemote(here) }
  const { token } = await connectRemotely(remote)
  await here.atTheMachine({ 'limits.connections_per_user': 1 })
  const second = await openSocket(
    remote.listener.wsUrl,
    { authorization: `Bearer ${token}` },
    { ca: remote.listener.ca },
  )
  expect((await second.closed()).code).toBe(4429)
})

test('the GitHub app is another one at once', async () => {
  const here = await world()
  expect((await here.ask('POST', '/auth/github/device', { body: {} })).status).not.toBe(200)
  await here.atTheMachine({ 'github.client_id': 'Iv1.mine', 'github.base_url': 'http://127.0.0.1:9' })
  expect((await here.ask('POST', '/auth/github/device', { body: {} })).body).toMatchObject({
    error: { code: 'AUTH_007' },
  })
})

test('what waits for a restart says so', async () => {
  const here = await world()
  const changed = await here.atTheMachine({ port: 4171 })
  expect(settingOf(changed, 'port')).toMatchObject({ value: 4171, takes_effect: 'restart', waits_for_restart: true })
  const back = await here.atTheMachine({ port: null })
  expect(settingOf(back, 'port')).toMatchObject({ value: 4170, waits_for_restart: false })
})

test.each(settingKeys.filter((key) => settingTable[key].changeableBy === 'local'))(
  '%s is changed at the machine only: any other credential is refused with its name',
  async (key) => {
    const here = await world()
    const refused = await here.fromElsewhere({ [key]: null })
    expect([refused.status, refused.body]).toMatchObject([403, { error: { code: 'AUTH_006', details: { key } } }])
    expect(() => here.read()).toThrow('ENOENT')
    expect(here.trail()).toMatchObject([{ outcome: 'refused', code: 'AUTH_006', details: {} }])
    expect((await here.atTheMachine({ [key]: null })).status).toBe(200)
  },
)

test.each([
  [{ prot: 1 }, 'unknown_key', /^Nothing was changed: "prot" is not a setting. Did you mean "port"\?$/],
  [{ 'github.client_secret': 's3cret' }, 'unknown_key', /looks like a secret.*vault/],
  [{ port: 70_000 }, 'invalid_value', /^"port" must be 0 to 65535. Nothing was changed.$/],
  [{ vault: true }, 'invalid_value', /"vault" must be keychain, file or memory/],
  [{ 'log.level': ['debug'] }, 'invalid_value', /"log.level" must be one of/],
  [{ 'limits.requests_per_minute': 5 }, 'fixed', /cannot be changed. It is fixed by the environment variable/],
])('%j is refused, for programs (%s) and in words, and nothing is written', async (changes, problem, words) => {
  const here = await world({ env: { HOMEPORT_LIMITS_REQUESTS_PER_MINUTE: '50' } })
  const answer = await here.atTheMachine({ 'limits.connections_per_user': 5, ...changes })
  expect(answer.status).toBe(400)
  const { error } = answer.body as { error: { code: string; message: string } }
  expect(error).toMatchObject({ code: 'SETTINGS_001', details: { problem }, message: expect.stringMatching(words) })
  expect(() => here.read()).toThrow('ENOENT')
  expect(JSON.stringify(here.trail())).not.toContain('s3cret')
})

test.each([[{}], [{ changes: {} }], [{ changes: { port: {} } }], [{ changes: [1] }]])(
  'a request without changes (%j) is malformed',
  async (body) => {
    const here = await world()
    expect((await here.ask('PATCH', '/api/settings', { token: here.manage, body })).status).toBe(400)
  },
)
