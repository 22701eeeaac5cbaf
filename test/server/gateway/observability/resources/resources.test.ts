import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { MachineResources, Storage } from '#shared/operations/resources.ts'
import { measureStorage } from '#server/gateway/observability/resources/storage.ts'
import { BrokenVault } from '#test/fakes/brokenVault.ts'
import { startTestGateway } from '#test/support/gateway/gateway.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

test('the machine tells what it has, and what the gateway and the host take of it', async () => {
  const { ask, personalToken, host } = await startTestGateway()
  const { token } = await personalToken(['manage'])
  const machine = MachineResources.parse((await ask('GET', '/api/resources', { token })).body)
  expect(machine.gateway).toMatchObject({ processes: 1, cpu_percent: null })
  expect(machine.gateway.rss_bytes).toBeGreaterThan(10_000_000)
  expect(machine.host?.processes).toBe(1)
  expect(machine.memory.total_bytes).toBeGreaterThan(machine.memory.free_bytes)
  expect(machine.disk.total_bytes).toBeGreaterThan(machine.disk.free_bytes)
  host.goAway()
  expect(MachineResources.parse((await ask('GET', '/api/resources', { token })).body).host).toBeNull()
})

test('who only reads learns of sessions, not of the machine', async () => {
  const { ask, personalToken, host } = await startTestGateway()
  const { token } = await personalToken(['read'])
  host.handlers['resources.sessions'] = () => ({ sessions: [] })
  expect((await ask('GET', '/api/resources/sessions', { token })).body).toEqual({ sessions: [] })
  expect((await ask('GET', '/api/resources', { token })).status).toBe(403)
  expect((await ask('GET', '/api/storage', { token })).status).toBe(403)
})

test('what is kept is told by kind, with the vault and what is wrong with it', async () => {
  const { ask, personalToken, folder } = await startTestGateway({ vault: new BrokenVault() })
  const { token } = await personalToken(['manage'])
  mkdirSync(path.join(folder, 'logs'), { recursive: true })
  writeFileSync(path.join(folder, 'logs/gateway.log'), 'x'.repeat(1000))
  const stored = Storage.parse((await ask('GET', '/api/storage', { token })).body)
  expect(stored.items.find(({ kind }) => kind === 'logs')).toEqual({ kind: 'logs', bytes: 1000, files: 1 })
  expect(stored.items.find(({ kind }) => kind === 'homeport')?.bytes).toBeGreaterThan(10_000)
  expect(stored).toMatchObject({ data_dir: folder, is_partial: false, vault: { problem: expect.any(String) } })
})

test('transcripts of Claude Code are counted where it keeps them', async () => {
  const home = temporaryFolder()
  const config = path.join(home, 'config')
  mkdirSync(path.join(config, 'projects/-a'), { recursive: true })
  writeFileSync(path.join(config, 'projects/-a/one.jsonl'), '12345')
  const paths = { dataDir: path.join(home, 'data') }
  const found = await measureStorage({ paths, home, env: { CLAUDE_CONFIG_DIR: config } })
  expect(found.transcripts).toEqual({ path: path.join(config, 'projects'), bytes: 5, files: 1 })
  expect((await measureStorage({ paths, home, env: {} })).transcripts).toMatchObject({ bytes: 0, files: 0 })
})
