import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { ParamsOf } from '#shared/operations/table.ts'
import { type UnservedOperation, whileUnserved } from '#server/cli/whileUnserved.ts'
import { holdInstanceLock } from '#server/platform/files/instanceLock.ts'
import { prepareDataDir, resolvePaths } from '#server/platform/files/paths.ts'
import { configureLogging } from '#server/platform/log/log.ts'
import { MemoryVault } from '#server/platform/vault/memoryVault.ts'
import { entriesOf } from '#test/support/gateway/auditTrail.ts'
import { startTestGateway } from '#test/support/gateway/gateway.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

configureLogging({ level: 'silent' })

function unserved(folder = temporaryFolder()) {
  const paths = resolvePaths(folder)
  prepareDataDir(paths)
  const ask = <N extends UnservedOperation>(name: N, params: ParamsOf<N>) =>
    whileUnserved({ paths, env: {}, vault: new MemoryVault() }, name, params)
  const audited = () => entriesOf(paths.homeportDb).map(({ action, outcome }) => `${action} ${outcome}`)
  return { paths, ask, audited }
}

test('a token made while nobody serves is listed, audited, and good at the gateway that starts then', async () => {
  const { ask, audited, paths } = unserved()
  const { token, id } = await ask('access_token.create', { name: 'ci', scopes: ['read'] })
  expect((await ask('access_token.list', {})).tokens).toMatchObject([{ id, name: 'ci' }])
  expect(audited()).toEqual(['access_token.create ok'])
  const gateway = await startTestGateway({ folder: paths.dataDir })
  expect((await gateway.ask('GET', '/api/sessions', { token })).status).toBe(200)
})

test('what an operation refuses is audited as the gateway does, and the next one may come at once', async () => {
  const { ask, audited } = unserved()
  await expect(ask('access_token.revoke', { id: 'none' })).rejects.toMatchObject({ code: 'AUTH_003' })
  await expect(ask('access_token.create', { name: '', scopes: [] })).rejects.toMatchObject({ code: 'WS_002' })
  expect(audited()).toEqual(['access_token.revoke refused', 'access_token.create failed'])
  expect((await ask('access_token.list', {})).tokens).toEqual([])
})

test('remote access is opened by the next start: nothing listens, and the status says so', async () => {
  const { ask } = unserved()
  const { tokens } = await ask('access_token.list', {})
  expect(tokens).toEqual([])
  expect(await ask('remote.on', {})).toMatchObject({ enabled: true, remote_url: null })
  expect((await ask('remote.status', {})).problem).toMatch(/does not run\. It opens with the next start/)
  expect(await ask('remote.off', {})).toMatchObject({ enabled: false, problem: null })
})

test('a panic revokes what came from elsewhere, and tells the next host not to take anything up', async () => {
  const { ask, audited, paths } = unserved()
  expect(await ask('server.panic', {})).toMatchObject({ revoked_devices: 0, failed_sessions: 0 })
  expect(existsSync(paths.pauseOrder)).toBe(true)
  expect(audited()).toEqual(['server.panic ok'])
})

test('a secret for a vault that forgets is refused, and nothing is changed', async () => {
  const { ask, paths } = unserved()
  const secret = { client_id: 'app', client_secret: 'hush' }
  await expect(ask('github.configure', secret)).rejects.toMatchObject({ code: 'SETTINGS_001' })
  expect(existsSync(paths.settingsFile) ? readFileSync(paths.settingsFile, 'utf8') : '').not.toContain('app')
})

test('settings are written, and the log of this command stays as it was', async () => {
  const { ask, audited } = unserved()
  const { settings } = await ask('settings.change', { changes: { 'log.level': 'debug' } })
  expect(settings.find(({ key }) => key === 'log.level')?.value).toBe('debug')
  expect(audited()).toEqual(['settings.change ok'])
})

test('beside a gateway that holds the data directory nothing is opened', async () => {
  const { ask, paths } = unserved()
  const release = holdInstanceLock(`${paths.runDir}/gateway.lock`)
  await expect(ask('settings.list', {})).rejects.toThrow('just starting or stopping')
  release?.()
  expect((await ask('settings.list', {})).settings.length).toBeGreaterThan(10)
})
