import { HomeportError } from '#shared/errors.ts'
import type { RunningServer } from '../processes/controlClient.ts'
import { findRunningServer } from '../processes/runningServer.ts'
import { pathsOf } from './dataDir.ts'

/** The server that a command speaks to which means nothing without one. @throws HomeportError HOST_001 when none runs. */
export function runningServer(flags: { readonly dataDir?: string | undefined }): RunningServer {
  const server = findRunningServer(pathsOf(flags))
  if (server === null) {
    throw new HomeportError('HOST_001', 'Homeport is not running, and neither is any session. Start it first.')
  }
  return server
}
