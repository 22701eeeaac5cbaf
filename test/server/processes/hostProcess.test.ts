import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { configureLogging } from '#server/platform/log/log.ts'
import { holdInstanceLock } from '#server/platform/files/instanceLock.ts'
import { resolvePaths } from '#server/platform/files/paths.ts'
import { isSameProcess, processStartMark } from '#server/platform/processes/processStart.ts'
import { endHost, hostLock } from '#server/processes/hostProcess.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

configureLogging({ level: 'silent' })

function emptyPaths() {
  const paths = resolvePaths(temporaryFolder())
  mkdirSync(paths.runDir, { recursive: true })
  return paths
}

/** Something that is a host to whoever ends one: a process, and its identity. */
async function hostlike(script: string) {
  const child = spawn(process.execPath, ['-e', `${script}; console.log('there')`], {
    stdio: ['ignore', 'pipe', 'ignore'],
    windowsHide: true,
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  await once(child.stdout, 'data')
  const pid = child.pid ?? 0
  return { pid, started: processStartMark(pid) }
}

test('the end of a host that is on its way out, and in no run file any more, is waited for', async () => {
  const leaving = await hostlike('setTimeout(() => {}, 300)')
  expect(await endHost(emptyPaths(), null, leaving)).toBe(true)
  expect(isSameProcess(leaving)).toBe(false)
})

test('a host that is just starting has the lock alone: it is waited for, and ended once it can be found', async () => {
  const paths = emptyPaths()
  const release = holdInstanceLock(hostLock(paths))
  const starting = await hostlike('setInterval(() => {}, 1000)')
  const ending = endHost(paths, null)
  const run = { ...starting, socket_path: `${paths.runDir}/none.sock`, secret: 'x'.repeat(32), boot_id: 'b' }
  writeFileSync(paths.hostRun, JSON.stringify(run))
  expect(await ending).toBe(true)
  expect(isSameProcess(starting)).toBe(false)
  release?.()
})

test('where no host runs or ever ran there is nothing to wait for', async () => {
  expect(await endHost(resolvePaths(temporaryFolder()), null)).toBe(true)
})
