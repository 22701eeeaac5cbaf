import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { serverProcessesOf } from '#test/support/server/serverProcesses.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'
import { homeportFile } from '#test/support/server/homeport.ts'

/** A start in a home of its own; killed with all it started when the running test is over. */
function startIn(home: string) {
  const serverProcesses = serverProcessesOf(home)
  onTestFinished(() => serverProcesses.kill())
  const dataDir = path.join(home, 'data')
  const child = spawn(process.execPath, [homeportFile, 'start', '--headless', '--port', '0', '--data-dir', dataDir], {
    stdio: ['ignore', 'ignore', 'pipe'],
    windowsHide: true,
    env: { PATH: process.env['PATH'] ?? '', HOME: home, TMPDIR: home, HOMEPORT_VAULT: 'memory' },
  })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
  return {
    serverProcesses,
    dataDir,
    said: () => said,
    child,
    exited: once(child, 'exit').then(([code]: (number | null)[]) => code),
  }
}

test.each(['gateway.lock', 'host.lock', 'host.json', 'gateway.json'])(
  'a start that is interrupted as soon as %s is there leaves no process',
  async (file) => {
    const { child, dataDir, exited, serverProcesses } = startIn(temporaryFolder())
    await vi.waitFor(() => expect(existsSync(path.join(dataDir, 'run', file))).toBe(true), {
      timeout: 25_000,
      interval: 5,
    })
    child.kill('SIGINT')
    expect(await exited).toBe(0)
    expect(serverProcesses.describe()).toEqual([])
  },
)

test('a host whose run file is gone is ended with the rest', async () => {
  const { child, dataDir, exited, serverProcesses, said } = startIn(temporaryFolder())
  const gatewayLog = path.join(dataDir, 'logs/gateway.log')
  const isReady = () =>
    existsSync(gatewayLog) && readFileSync(gatewayLog, 'utf8').includes('"the session host answers"')
  await expect.poll(isReady, { timeout: 25_000 }).toBe(true)
  rmSync(path.join(dataDir, 'run/host.json'))
  child.kill('SIGTERM')
  expect(await exited).toBe(0)
  expect(said()).not.toContain('does not end')
  expect(serverProcesses.describe()).toEqual([])
})

test.each(['host.lock', 'host.json', 'gateway.json'])(
  'a second signal, from the moment %s is there, ends even a host that hangs',
  async (file) => {
    const { child, dataDir, exited, serverProcesses, said } = startIn(temporaryFolder())
    await vi.waitFor(() => expect(existsSync(path.join(dataDir, 'run', file))).toBe(true), {
      timeout: 25_000,
      interval: 5,
    })
    const hosts = serverProcesses.matching(/host(?:\/entry\.ts|\.js)/)
    expect(hosts).toHaveLength(1)
    hosts.forEach((host) => process.kill(host.pid, 'SIGSTOP'))
    child.kill('SIGTERM')
    await vi.waitFor(() => expect(said()).toContain('Stopping'))
    child.kill('SIGTERM')
    await exited
    expect(serverProcesses.describe()).toEqual([])
  },
)
