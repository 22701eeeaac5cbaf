import { setTimeout as delay } from 'node:timers/promises'
import { HomeportError } from '#shared/errors.ts'
import { endHost, findHost } from '#server/processes/hostProcess.ts'
import type { Paths } from '#server/platform/files/paths.ts'
import { findRunningServer } from '../processes/runningServer.ts'

const EXIT_WITHIN_MS = 20_000
const POLL_EVERY_MS = 20

/** stopped: nothing runs any more · kept: the session host goes on · not_running: there was nothing to stop. */
export type StopOutcome = 'stopped' | 'kept' | 'not_running'

/**
 * Stops what serves a data directory: the gateway, and the host unless its sessions are to be kept running. Resolves
 * when the processes are gone.
 * @throws HomeportError SESSION_003 when something does not end.
 */
export async function stopServer(paths: Paths, options: { readonly keepSessions: boolean }): Promise<StopOutcome> {
  const server = findRunningServer(paths)
  const host = findHost(paths)
  if (server !== null) {
    await server.call('server.stop', { keep_sessions: options.keepSessions })
    await whenTrue(() => !server.isAlive(), `the gateway (process ${server.pid})`)
  }
  if (options.keepSessions) {
    return host === null && server === null ? 'not_running' : 'kept'
  }
  if (!(await endHost(paths, null, host))) {
    throw notEnding(host === null ? 'a session host' : `the session host (process ${host.pid})`)
  }
  return server === null && host === null ? 'not_running' : 'stopped'
}

async function whenTrue(isTrue: () => boolean, what: string): Promise<void> {
  const deadline = performance.now() + EXIT_WITHIN_MS
  while (!isTrue()) {
    if (performance.now() > deadline) {
      throw notEnding(what)
    }
    await delay(POLL_EVERY_MS)
  }
}

function notEnding(what: string): HomeportError {
  return new HomeportError('SESSION_003', `Homeport was asked to stop, but ${what} does not end. Its log says why.`)
}
