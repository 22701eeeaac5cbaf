import { type RunInfo, readRunFile } from '#server/platform/files/runFile.ts'
import { resolvePaths } from '#server/platform/files/paths.ts'
import type { TestServer } from '#test/support/server/server.ts'
import { until } from './until.ts'

/** The process that is the gateway, or the host, of a data directory right now. */
export function currentProcess(server: Pick<TestServer, 'dataDir'>, part: 'gateway' | 'host'): RunInfo {
  const paths = resolvePaths(server.dataDir)
  const info = readRunFile(part === 'gateway' ? paths.gatewayRun : paths.hostRun)
  if (info === null) {
    throw new Error(`There is no ${part}.`)
  }
  return info
}

/** Kills the gateway or the host the hard way. Resolves when another one has taken its place. */
export async function killPart(server: TestServer, part: 'gateway' | 'host'): Promise<void> {
  const before = currentProcess(server, part)
  process.kill(before.pid, 'SIGKILL')
  await until(() => successor(server, { part, before }), { what: `another ${part}\n${server.stderr()}` })
  await until(() => isReady(server), { what: `a ready server after the ${part} died\n${server.stderr()}` })
}

function successor(server: TestServer, { part, before }: { part: 'gateway' | 'host'; before: RunInfo }): boolean {
  try {
    return currentProcess(server, part).boot_id !== before.boot_id
  } catch {
    return false
  }
}

/** Whether the server answers for its sessions. */
export async function isReady(server: { readonly program: Pick<TestServer['program'], 'call'> }): Promise<boolean> {
  try {
    await server.program.call('GET', '/api/sessions')
    return true
  } catch {
    return false
  }
}
