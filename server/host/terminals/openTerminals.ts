import type { Database } from 'better-sqlite3'
import type { UserId } from '#shared/ids.ts'
import { TerminalRows } from '../store/rows/terminalRows.ts'
import { type EndWithSessionDeps, endWithSession } from './endWithSession.ts'
import { createLaunchShell, type LaunchShellDeps } from './pty/launchShell.ts'
import { startNodePty } from './pty/nodePty.ts'
import { Terminals, type TerminalsDeps } from './terminals.ts'

export interface OpenTerminalsDeps
  extends
    Pick<TerminalsDeps, 'registry' | 'runner' | 'settings' | 'clock' | 'ids' | 'timers' | 'log'>,
    Pick<EndWithSessionDeps, 'hub'> {
  readonly people: Pick<LaunchShellDeps, 'isLocalOwner'>
  readonly database: Database
  /** Knows what the person has in a terminal. */
  readonly claude: { environment(): Promise<Readonly<Record<string, string>>> }
}

/** Opens the room of terminals on its table in `sessions.db`. */
export function openTerminals(deps: OpenTerminalsDeps): Terminals {
  const { database, claude, hub, registry, runner, settings, people, clock, ids, timers, log } = deps
  const isLocalOwner = (userId: UserId) => people.isLocalOwner(userId)
  const launch = createLaunchShell({ start: startNodePty, environment: () => claude.environment(), isLocalOwner })
  const rows = new TerminalRows(database)
  const terminals = new Terminals({ registry, rows, runner, launch, settings, clock, ids, timers, log })
  endWithSession({ hub, terminals, log })
  return terminals
}
