import * as z from 'zod'
import type { SessionId } from '../ids.ts'
import type { HostStatus } from '../operations/host.ts'
import type { RemoteStatus } from '../operations/remote.ts'
import type { TerminalConfirmation } from '../operations/terminalConfirmation.ts'
import { unreadOutcomes, type ReadyOverview } from '../session/overviewState.ts'
import type { Approval, Session } from '../session/session.ts'
import { PAUSED } from '../session/status.ts'

/** The server as the desktop program sees it. */
export const ServerState = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('starting') }),
  /** us: it ends with the program · other: the command line or the system started it, and keeps it. */
  z.object({ kind: z.literal('running'), local_url: z.string(), started_by: z.enum(['us', 'other']) }),
  /** It ended unexpectedly and is started again by itself. Sessions go on in their host. */
  z.object({ kind: z.literal('restarting'), how: z.string() }),
  /** It is not started again by itself. `message`: what happened, what was kept, what to do. */
  z.object({ kind: z.literal('failed'), message: z.string() }),
  /** Somebody stopped it. */
  z.object({ kind: z.literal('stopped') }),
])
export type ServerState = z.infer<typeof ServerState>

/** Where the program stands with newer versions of itself. `percent`: 0 to 100. */
export const UpdateState = z.discriminatedUnion('kind', [
  /** It cannot update itself; `reason` says why, and what to do instead. */
  z.object({ kind: z.literal('unavailable'), reason: z.string() }),
  z.object({ kind: z.literal('current'), checked_at: z.iso.datetime().nullable() }),
  z.object({ kind: z.literal('checking') }),
  z.object({ kind: z.literal('available'), version: z.string() }),
  z.object({ kind: z.literal('downloading'), version: z.string(), percent: z.number() }),
  /** Installed by the next start. */
  z.object({ kind: z.literal('ready'), version: z.string() }),
  z.object({ kind: z.literal('failed'), message: z.string() }),
])
export type UpdateState = z.infer<typeof UpdateState>

/** A session that stands still until a person answers. */
export interface WaitingSession {
  readonly session: Session
  /** Oldest first; at least one. */
  readonly approvals: readonly Approval[]
}

/** All that tray, badge, notifications and power know. One value, replaced as a whole. */
export interface DesktopState {
  readonly server: ServerState
  /** Those that need a person, most recently active first. */
  readonly waiting: readonly WaitingSession[]
  /** Those whose turn runs and needs nobody, most recently active first. */
  readonly running: readonly Session[]
  /** Those that rest after something went wrong, as long as nobody has read it; most recently active first. */
  readonly failed: readonly Session[]
  /** Those that rest after a turn that nobody has read; most recently active first. */
  readonly finished: readonly Session[]
  /** Those that a person paused, most recently active first. */
  readonly paused: readonly Session[]
  /** null: not known, since no server runs or it was not asked yet. */
  readonly remote: RemoteStatus | null
  /** null: not known, as above. */
  readonly host: HostStatus | null
  /** Devices that wait for a yes to their first terminal; absent: not known. */
  readonly asking?: readonly TerminalConfirmation[]
  readonly update: UpdateState
  /** The machine is kept from falling asleep by itself, since a turn runs. */
  readonly keeps_awake: boolean
}

/** What a DesktopState is made of. `overview`: null while there is no connection to the server. */
export interface DesktopFacts {
  readonly server: ServerState
  readonly overview: ReadyOverview | null
  readonly remote: RemoteStatus | null
  readonly host: HostStatus | null
  readonly asking?: readonly TerminalConfirmation[]
  readonly update: UpdateState
}

/** Archived sessions need nobody. */
export function desktopStateOf({ overview, ...facts }: DesktopFacts): DesktopState {
  const sessions = (overview?.sessions ?? []).filter(({ archived }) => !archived)
  const approvals = (id: SessionId) =>
    (overview?.approvals ?? []).filter(({ session_id }) => session_id === id).map(({ approval }) => approval)
  const waiting = sessions
    .map((session) => ({ session, approvals: approvals(session.id) }))
    .filter((candidate) => candidate.approvals.length > 0)
  const isWaiting = (id: SessionId) => waiting.some(({ session }) => session.id === id)
  const isAlone = ({ id }: Session) => !isWaiting(id)
  const running = sessions.filter(({ id, status }) => status === 'WORKING' && !isWaiting(id))
  const paused = sessions.filter(({ status, status_reason }) => status === 'SUSPENDED' && status_reason === PAUSED)
  const unread = overview === null ? { failed: [], finished: [] } : unreadOutcomes(overview)
  // While Claude works; and while it waits, if somebody may answer from elsewhere.
  const keeps_awake = running.length > 0 || (waiting.length > 0 && facts.remote?.enabled === true)
  return {
    ...facts,
    waiting,
    running,
    failed: unread.failed.filter(isAlone),
    finished: unread.finished.filter(isAlone),
    paused,
    keeps_awake,
  }
}
