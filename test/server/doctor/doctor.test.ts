import { chmodSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { ClaudeStatus } from '#shared/operations/claude.ts'
import { classifyDiskSpace } from '#server/doctor/checks/diskSpace.ts'
import { checkNode } from '#server/doctor/checks/node.ts'
import { type DoctorDeps, doctorExitCode, runDoctor } from '#server/doctor/doctor.ts'
import { prepareDataDir, resolvePaths } from '#server/platform/files/paths.ts'
import { processStartMark } from '#server/platform/processes/processStart.ts'
import { writeRunFile } from '#server/platform/files/runFile.ts'
import { openVault } from '#server/platform/vault/openVault.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

test('on a healthy machine every check passes and the exit code is 0', async () => {
  const report = await runDoctor(setup())
  expect(report.checks.map((check) => check.name)).toEqual([
    'Node',
    'Claude Code',
    'Claude login',
    'Login shell',
    'Vault',
    'Port',
    'Data directory',
    'Disk space',
  ])
  expect(report.checks.filter((check) => check.state === 'failed')).toEqual([])
  expect(doctorExitCode(report)).toBe(0)
})

test('whatever fails says what to do, and the exit code is 1', async () => {
  const deps = setup({
    claudeStatus: async () => ({ ...status, found: false, path: null, version: null, login: 'none' }),
  })
  const report = await runDoctor(deps)
  const failed = report.checks.filter((check) => check.state === 'failed')
  expect(failed.map((check) => check.name)).toEqual(['Claude Code', 'Claude login'])
  expect(failed.every((check) => check.advice !== null)).toBe(true)
  expect(doctorExitCode(report)).toBe(1)
})

test('the Claude Code that would be used is named with version and place', async () => {
  expect(await checkNamed('Claude Code')).toMatchObject({
    state: 'ok',
    detail: '2.1.329, /opt/claude (found on the PATH)',
  })
  expect(
    await checkNamed('Claude login', { claudeStatus: async () => ({ ...status, login: 'subscription' }) }),
  ).toMatchObject({
    state: 'ok',
    detail: "Claude Code's own login",
  })
})

test('a login shell that does not tell what it exports is a warning', async () => {
  const late = { ...status, shell_problem: 'Your login shell takes longer than 4 s to start.' }
  expect(await checkNamed('Login shell', { claudeStatus: async () => late })).toMatchObject({
    state: 'warning',
    detail: expect.stringContaining('4 s'),
  })
})

test('one check that breaks does not hide the others', async () => {
  const report = await runDoctor(setup({ claudeStatus: () => Promise.reject(new Error('exploded')) }))
  const broken = report.checks.filter((check) => check.state === 'failed')
  expect(broken.map((check) => [check.name, check.detail])).toEqual([
    ['Claude Code', 'exploded'],
    ['Claude login', 'exploded'],
    ['Login shell', 'exploded'],
  ])
})

test('an unusable vault is told with the ways out', async () => {
  const deps = setup()
  writeFileSync(deps.paths.vaultFile, 'garbage')
  expect(await checkNamed('Vault', deps)).toMatchObject({
    state: 'failed',
    detail: expect.stringContaining(deps.paths.vaultFile),
    advice: expect.stringContaining('Restore both files'),
  })
})

test('a vault in memory is a choice worth a warning', async () => {
  const deps = setup()
  expect(await checkNamed('Vault', { ...deps, vault: openVault({ kind: 'memory', paths: deps.paths }) })).toMatchObject(
    { state: 'warning' },
  )
})

test('a port of another program fails; one of the running Homeport does not', async () => {
  const deps = setup({ settings: { port: await listen() } })
  expect(await checkNamed('Port', deps)).toMatchObject({ state: 'failed', advice: expect.stringContaining('--port') })
  writeRunFile(deps.paths.gatewayRun, {
    pid: process.pid,
    started: processStartMark(process.pid),
    socket_path: '/tmp/x.sock',
    secret: 'x'.repeat(32),
    boot_id: 'b',
  })
  expect(await checkNamed('Port', deps)).toMatchObject({
    state: 'ok',
    detail: expect.stringContaining(`process ${process.pid}`),
  })
})

test('a free port is left free', async () => {
  const probe = createServer()
  const port = await listen(probe)
  await new Promise((resolve) => probe.close(resolve))
  expect(await checkNamed('Port', { settings: { port } })).toMatchObject({ state: 'ok' })
  await listen(createServer(), port)
})

test.runIf(process.platform !== 'win32')(
  'a data directory or a secret file open to others fails, with the command that closes it',
  async () => {
    const deps = setup()
    writeFileSync(deps.paths.vaultKey, 'key', { mode: 0o644 })
    expect(await checkNamed('Data directory', deps)).toMatchObject({
      state: 'failed',
      advice: `Close it: chmod 600 '${deps.paths.vaultKey}'`,
    })
    chmodSync(deps.paths.vaultKey, 0o600)
    expect(await checkNamed('Data directory', deps)).toMatchObject({ state: 'ok' })
    chmodSync(deps.paths.dataDir, 0o755)
    expect(await checkNamed('Data directory', deps)).toMatchObject({
      state: 'failed',
      advice: `Close it: chmod 700 '${deps.paths.dataDir}'`,
    })
  },
)

test('before the first start nothing is wrong with a directory that is not there', async () => {
  const paths = resolvePaths(path.join(temporaryFolder(), 'not', 'yet'))
  const report = await runDoctor({ ...setup(), paths })
  expect(report.checks.slice(-2).map((check) => check.state)).not.toContain('failed')
})

test.each([
  ['20.20.2', 'failed'],
  ['22.11.0', 'failed'],
  ['22.12.0', 'ok'],
  ['24.21.0', 'ok'],
])('Node %s is %s', (version, state) => {
  expect(checkNode(version).state).toBe(state)
})

test.each([
  [50 * 1024 ** 3, 'ok', '50.0 GiB free at /data'],
  [512 * 1024 ** 2, 'warning', 'only 512 MiB free at /data'],
  [10 * 1024 ** 2, 'failed', 'only 10 MiB free at /data'],
])('%d bytes of room are %s', (free, state, detail) => {
  expect(classifyDiskSpace(free, '/data')).toMatchObject({ state, detail })
})

const status: ClaudeStatus = {
  found: true,
  path: '/opt/claude',
  version: '2.1.329',
  source: 'path',
  login: 'token',
  problem: null,
  vault: 'file',
  vault_problem: null,
  shell_problem: null,
  demo: false,
}

function setup(changes: Partial<DoctorDeps> = {}): DoctorDeps {
  const paths = resolvePaths(temporaryFolder())
  prepareDataDir(paths)
  return {
    paths,
    settings: { port: 0 },
    vault: openVault({ kind: 'file', paths }),
    claudeStatus: async () => status,
    server: null,
    ...changes,
  }
}

async function checkNamed(name: string, changes: Partial<DoctorDeps> = {}) {
  const report = await runDoctor(setup(changes))
  return report.checks.find((check) => check.name === name)
}

async function listen(server = createServer(), port = 0): Promise<number> {
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}
