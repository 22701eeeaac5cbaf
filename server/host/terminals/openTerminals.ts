import type { Database } from 'better-sqlite3'
import type { SessionId, UserId } from '#shared/ids.ts'
import type { Claude } from '../claude/claude.ts'
import type { ConversationRows } from '../store/rows/conversationRows.ts'
import { TerminalRows } from '../store/rows/terminalRows.ts'
import { ClaudeTerminals, type ClaudeTerminalsDeps } from './claude/claudeTerminals.ts'
import { type EndWithSessionDeps, endWithSession } from './ending/endWithSession.ts'
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
  readonly claude: Pick<Claude, 'environment' | 'conversations' | 'planTerminal' | 'heldNow' | 'costOf'>
  readonly writers: ClaudeTerminalsDeps['writers']
  readonly noted: Pick<ConversationRows, 'sessionOf'>
  readonly dataDir: string
}

/** Opens the room of terminals on its table in `sessions.db`. */
export function openTerminals(deps: OpenTerminalsDeps): Terminals {
  const { database, claude, hub, registry, runner, settings, people, clock, ids, timers, log, noted } = deps
  const isLocalOwner = (userId: UserId) => people.isLocalOwner(userId)
  const launch = createLaunchShell({ start: startNodePty, environment: () => claude.environment(), isLocalOwner })
  const rows = new TerminalRows(database)
  const { writers, dataDir } = deps
  const { conversations } = claude
  const isFreeFor = (conversation: string, id: SessionId) => [null, id].includes(noted.sessionOf(conversation))
  const around = { claude, writers, runner, dataDir, conversations, isFreeFor }
  const ofClaude = new ClaudeTerminals({ ...around, ids, timers, log })
  const terminals = new Terminals({
    registry,
    rows,
    runner,
    launch,
    claude: ofClaude,
    settings,
    clock,
    ids,
    timers,
    log,
  })
  endWithSession({ hub, terminals: { stopSession: (id) => terminals.stopSession(id) }, log })
  return terminals
}
