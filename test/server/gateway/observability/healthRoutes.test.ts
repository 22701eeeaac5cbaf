import path from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { FakeClock } from '#test/fakes/fakeClock.ts'
import { startTestGateway } from '#test/support/gateway/gateway.ts'
import { askRemotely, startRemoteGateway } from '#test/support/gateway/remote.ts'
import { openSignedIn } from '#test/support/gateway/socket.ts'

test('a well server says so, with what it does', async () => {
  const { ask, gateway, host, signIn, wsUrl } = await startTestGateway()
  host.addSession(gateway.owner.user_id)
  const { token } = await signIn()
  await openSignedIn(wsUrl, token)
  const { status, body } = await ask('GET', '/health')
  expect(status).toBe(200)
  expect(body).toMatchObject({
    status: 'healthy',
    services: {
      database: 'healthy',
      session_host: 'healthy',
      claude_code: 'healthy',
      disk: 'healthy',
      audit_log: 'healthy',
      settings: 'healthy',
    },
    metrics: { active_sessions: 1, connected_users: 1, uptime_seconds: expect.any(Number) },
  })
})

test('strangers elsewhere learn nothing but the status; this machine and whoever is signed in learn all', async () => {
  const gateway = await startRemoteGateway()
  const { listener, ask, host, personalToken } = gateway
  host.goAway()
  const { token } = await personalToken(['read'])
  const bodyOf = async (address: string, headers: Record<string, string> = {}) =>
    JSON.parse((await askRemotely(listener, address, { headers })).body) as unknown
  expect(await bodyOf('/health')).toEqual({ status: 'degraded' })
  expect(await bodyOf('/health', { authorization: 'Bearer wrong' })).toEqual({ status: 'degraded' })
  expect(await bodyOf('/health', { 'x-forwarded-for': '127.0.0.1' })).toEqual({ status: 'degraded' })
  expect(await bodyOf('/live')).toEqual({ status: 'live' })
  expect(await bodyOf('/ready')).toEqual({ status: 'not_ready' })
  expect(await bodyOf('/health', { authorization: `Bearer ${token}` })).toMatchObject({ services: {}, metrics: {} })
  expect((await ask('GET', '/health')).body).toMatchObject({ services: {}, metrics: {} })
  // A proxy on this machine passes strangers on.
  expect((await ask('GET', '/health', { headers: { 'x-forwarded-for': '203.0.113.9' } })).body).toEqual({
    status: 'degraded',
  })
})

test('a host that is away makes it degraded and not ready, but alive', async () => {
  const { ask, host } = await startTestGateway()
  host.goAway()
  expect((await ask('GET', '/health')).body).toMatchObject({
    status: 'degraded',
    services: { session_host: 'degraded' },
  })
  expect((await ask('GET', '/ready')).status).toBe(503)
  expect((await ask('GET', '/live')).status).toBe(200)
  host.comeBack()
  expect((await ask('GET', '/ready')).status).toBe(200)
})

test('a host that does not stay up is told in words', async () => {
  const { ask, host } = await startTestGateway()
  host.giveUp('The session host does not stay up.')
  const { status, body } = await ask('GET', '/health')
  expect(status).toBe(503)
  expect(body).toMatchObject({ status: 'unhealthy', problem: 'The session host does not stay up.' })
})

test('without Claude Code it is degraded: history and settings still work', async () => {
  const { ask, host } = await startTestGateway()
  const found = host.handlers['claude.status']
  expect(found).toBeUndefined()
  host.handlers['claude.status'] = () => ({
    found: false,
    path: null,
    version: null,
    source: null,
    login: 'none',
    problem: 'Claude Code is not installed.',
    vault: 'memory',
    vault_problem: null,
    shell_problem: null,
    demo: false,
  })
  const { status, body } = await ask('GET', '/health')
  expect(status).toBe(200)
  expect(body).toMatchObject({ status: 'degraded', services: { claude_code: 'unhealthy' } })
})

test('a database that takes no write is told, at once and with a status that supervisors see', async () => {
  const clock = new FakeClock()
  const { ask, folder } = await startTestGateway({ clock })
  expect((await ask('GET', '/ready')).status).toBe(200)
  const other = new BetterSqlite3(path.join(folder, 'homeport.db'))
  other.exec('BEGIN IMMEDIATE')
  onTestFinished(() => {
    other.close()
  })
  clock.pass(10_000)
  const { status, body } = await ask('GET', '/health')
  expect(status).toBe(503)
  expect(body).toMatchObject({ status: 'unhealthy', services: { database: 'unhealthy' } })
  expect((await ask('GET', '/ready')).status).toBe(503)
  other.exec('ROLLBACK')
  clock.pass(10_000)
  expect((await ask('GET', '/health')).body).toMatchObject({ status: 'healthy' })
})

test('an audit log that cannot be written is told', async () => {
  const { ask, folder, signIn } = await startTestGateway()
  const other = new BetterSqlite3(path.join(folder, 'homeport.db'))
  other.exec('ALTER TABLE audit_entries RENAME TO away')
  await signIn()
  expect((await ask('GET', '/health')).body).toMatchObject({ status: 'degraded', services: { audit_log: 'degraded' } })
  other.exec('ALTER TABLE away RENAME TO audit_entries')
  other.close()
  await signIn()
  expect((await ask('GET', '/health')).body).toMatchObject({ status: 'healthy', services: { audit_log: 'healthy' } })
})
