import type { ApprovalId } from '#shared/ids.ts'
import type { NewEvent } from '#shared/session/events.ts'
import type { Session } from '#shared/session/session.ts'
import type { SessionStatus } from '#shared/session/status.ts'
import type { Clock, Ids } from '#server/platform/clock.ts'
import type { AgentAnswer, AgentLauncher } from '../ports/agent.ts'
import type { ApprovalJudge } from '../ports/approvalJudge.ts'
import type { AgentRun } from './agentRun.ts'
import type { Budgets } from '../ports/budgets.ts'
import type { FolderMaking } from '../ports/folderMaking.ts'
import type { FolderTrust } from '../ports/folderTrust.ts'
import type { Journal } from './journal.ts'
import type { LiveText } from './liveText.ts'
import { isReady } from './processPhase.ts'
import type { ProcessPhase } from './processPhase.ts'
import type {
  EventSink,
  SessionLog,
  SessionPlaces,
  SessionStore,
  SessionTokens,
  Timers,
} from '../ports/sessionPorts.ts'
import type { QuietAnswers } from '../ports/quietAnswers.ts'
import type { FilesOfTurns } from '../ports/turnFiles.ts'
import type { OtherWriters } from '../ports/otherWriters.ts'

export interface SessionDeps {
  readonly store: SessionStore
  readonly sink: EventSink
  readonly launcher: AgentLauncher
  readonly tokens: SessionTokens
  readonly judge: ApprovalJudge
  readonly trust: FolderTrust
  readonly clock: Clock
  readonly ids: Ids
  readonly timers: Timers
  readonly log: SessionLog
  readonly places: SessionPlaces
  /** Absent: what Claude Code says of its own tools is all that is known. */
  readonly filesOfTurns?: FilesOfTurns
  /** Absent: somebody is always there to answer. */
  readonly quiet?: QuietAnswers
  /** Absent: sessions work in folders that are there. */
  readonly making?: FolderMaking
  /** Absent: what it costs stops nothing. */
  readonly budgets?: Budgets
  /** Absent: nothing but the session writes in its conversation. */
  readonly writers?: OtherWriters
}

/** What no process needs to know. */
export type Patch = Partial<
  Pick<Session, 'name' | 'archived' | 'pinned' | 'deletes_at' | 'setup' | 'environment' | 'checkout'>
>

/** What the parts of one session share. */
export interface SessionCore {
  readonly deps: SessionDeps
  readonly journal: Journal
  readonly live: LiveText
  /** The phase of its process. Only `lifecycle` changes it. */
  phase: ProcessPhase
  /** null while no process is there. */
  run: AgentRun | null
  /** The cut turn that is about to begin again was stopped by a person: it is interrupted as soon as it has begun. */
  shallInterrupt: boolean
  /** What waits for an answer in a terminal that drives the session, and how it gets it. */
  readonly askedInTerminal: Map<ApprovalId, (answer: AgentAnswer) => void>
}

const reasons: Readonly<Record<SessionStatus, string>> = {
  STARTING: 'starting',
  ACTIVE: 'idle',
  WORKING: 'turn_running',
  WAITING: 'approval_pending',
  SUSPENDED: 'suspended',
  TERMINATED: 'user_request',
  FAILED: 'failed',
}

/** What the status is, given a living process and how many approvals will be open. */
export function statusOf({ run, phase }: Pick<SessionCore, 'run' | 'phase'>, openApprovals: number): SessionStatus {
  if (openApprovals > 0) {
    return 'WAITING'
  }
  if (phase.kind === 'lent') {
    return phase.inTurn ? 'WORKING' : 'SUSPENDED'
  }
  if (run?.inTurn === true) {
    return 'WORKING'
  }
  return isReady(phase) ? 'ACTIVE' : 'STARTING'
}

/** The event of a change of status. */
export function statusEvent(status: SessionStatus, reason = reasons[status]): NewEvent {
  return { type: 'session_status', data: { status, reason } }
}

/** The status event, or nothing when the session has that status already. */
export function statusChange(journal: Journal, status: SessionStatus): NewEvent[] {
  return journal.session.status === status ? [] : [statusEvent(status)]
}
