import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { UserId } from '#shared/ids.ts'
import type { Actor } from '#shared/operations/session.ts'
import type { HostLink } from '#server/link/link.ts'
import { connectSocketLink } from '#server/link/socket/socketLink.ts'
import { resolvePaths } from '#server/platform/files/paths.ts'
import { readRunFile } from '#server/platform/files/runFile.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'
import { until } from '#test/support/until.ts'

const ENTRY = path.join(import.meta.dirname, '../../../server/host/entry.ts')
const actor: Actor = { user_id: UserId.parse('me'), username: 'Mia', role: 'owner' }

function spawnHost(home: string): ChildProcess {
  const child = spawn(process.execPath, [ENTRY, '--data-dir', path.join(home, 'data')], {
    env: { PATH: process.env['PATH'], HOME: home, TMPDIR: home, HOMEPORT_VAULT: 'memory' },
    stdio: ['ignore', 'ignore', 'pipe'],
    windowsHide: true,
  })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  return child
}

async function startHost() {
  const home = temporaryFolder()
  const paths = resolvePaths(path.join(home, 'data'))
  const child = spawnHost(home)
  const info = await until(() => readRunFile(paths.hostRun), { what: 'the run file' })
  const connectLink = async (): Promise<HostLink> => {
    const link = connectSocketLink({ path: info.socket_path, secret: info.secret, log: { warn() {}, error() {} } })
    onTestFinished(() => link.close())
    await new Promise((resolve) => link.onState(resolve))
    return link
  }
  return { home, paths, child, info, connectLink }
}

test('a host tells only its owner how to reach it, and answers there', async () => {
  const { child, paths, connectLink } = await startHost()
  const link = await connectLink()
  expect(link.state()).toMatchObject({ kind: 'ready', host_pid: child.pid })
  expect(await link.call('session.list', { limit: 5 }, actor)).toEqual({ sessions: [], next_cursor: null })
  expect(statSync(paths.hostRun).mode & 0o777).toBe(0o600)
})

test('there is one host for a data directory: a second one says so and ends', async () => {
  const { home, info, connectLink } = await startHost()
  const second = spawnHost(home)
  let said = ''
  second.stderr?.on('data', (chunk) => (said += String(chunk)))
  const [code] = (await once(second, 'close')) as [number | null]
  expect(code).toBe(1)
  expect(said).toContain('runs already')
  expect((await connectLink()).state()).toMatchObject({ kind: 'ready', boot_id: info.boot_id })
})

test('a host stays when its terminal hangs up, and stops cleanly on SIGTERM', async () => {
  const { child, paths, info, connectLink } = await startHost()
  child.kill('SIGHUP')
  const link = await connectLink()
  await link.call('session.list', { limit: 5 }, actor)
  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toEqual([0, null])
  expect(existsSync(paths.hostRun)).toBe(false)
  expect(existsSync(info.socket_path)).toBe(false)
})

test('a host that is asked to stop over the link answers before it goes', async () => {
  const { child, connectLink } = await startHost()
  const link = await connectLink()
  const exit = once(child, 'exit')
  await link.shutDown()
  expect(await exit).toEqual([0, null])
})

test('a host that was killed leaves nothing that keeps the next one from starting', async () => {
  const { home, child, paths, info } = await startHost()
  child.kill('SIGKILL')
  await once(child, 'exit')
  spawnHost(home)
  const next = await until(
    () => {
      const found = readRunFile(paths.hostRun)
      return found !== null && found.boot_id !== info.boot_id && found
    },
    { what: 'the next host' },
  )
  expect(next.pid).not.toBe(info.pid)
})
