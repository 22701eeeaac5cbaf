import type { Paths } from '#server/platform/files/paths.ts'
import { isAlive } from '#server/platform/processes/runAlive.ts'
import { readRunFile } from '#server/platform/files/runFile.ts'
import { type RunningServer, serverOf } from './controlClient.ts'

/** A server as the command line finds it: it may wait until the system says that this is the very process. */
export interface FoundServer extends RunningServer {
  /** Whether its process still runs. */
  isAlive(): boolean
}

/** null: none runs. One that is just starting may not answer yet; then its calls fail with SESSION_003. */
export function findRunningServer(paths: Paths): FoundServer | null {
  const info = readRunFile(paths.gatewayRun)
  return info === null || !isAlive(info) ? null : { ...serverOf(info), isAlive: () => isAlive(info) }
}
