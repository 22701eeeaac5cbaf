import type { AgentExit } from '../ports/agent.ts'
import type { AgentRun } from '../core/agentRun.ts'
import { closedApprovals, closingEvents } from '../core/closing.ts'
import type { Ending } from '../core/closing.ts'
import { lostTurn } from './endings.ts'
import { dropStored, waitingTools, hasOpenApproval } from '../approvals/storedApprovals.ts'
import type { RowChange } from '../ports/sessionPorts.ts'
import type { SessionCore } from '../core/sessionCore.ts'
import type { TurnQueue } from '../turns/turnQueue.ts'

interface Settling {
  readonly ending: Ending
  /** null: the session had no process. */
  readonly run: AgentRun | null
  /** A cut turn never began again: nobody has said how it ended. */
  readonly owesTurn: boolean
}

/**
 * Closes what a process left open and gives the session its final status, in one commit.
 * @throws HomeportError INTERNAL_001 when it cannot be recorded.
 */
export function settle(core: SessionCore, queue: TurnQueue, how: Settling): void {
  const { journal, live, deps } = core
  const { ending, run } = how
  if (ending.status === 'TERMINATED') {
    deps.tokens.wipe(journal.session.id)
  }
  live.flush()
  const blocks = live.closeAll()
  const header = journal.header
  const isLost = ending.status === 'TERMINATED' || ending.status_reason === 'storage_failed'
  const keeps = ending.keepsTurn ?? (!isLost && hasOpenApproval(core))
  const left = leftOpen(core, how, keeps)
  const back = queue.putBack()
  const changes: RowChange[] = [
    ...(keeps ? [] : [...closedApprovals(header), voidAnswers(core)]),
    ...back.changes,
    // A renewal looks first which of them Claude has.
    {
      kind: 'messages_moved',
      ids: keeps || ending.status === 'STARTING' ? [] : (run?.unsettled() ?? []),
      state: 'done',
    },
    { kind: 'process_changed', process: null },
  ]
  journal.commit(
    [...back.events, ...closingEvents({ header, blocks, ...left }, { ...ending, keepsTurn: keeps })],
    changes,
  )
}

function leftOpen(core: SessionCore, { run, owesTurn }: Settling, keeps: boolean) {
  const { journal, deps } = core
  const began = journal.session.turn_started_at !== null && run?.inTurn !== false
  const inTurn = !keeps && (owesTurn || began)
  const waiting = waitingTools(core)
  const ran = [...(run?.openTools ?? [])].filter((id) => !waiting.has(id))
  return {
    turn: inTurn ? { turn_id: deps.ids.uuid(), duration_ms: turnDuration(core) } : null,
    tools: keeps ? ran : [...ran, ...waiting],
    waiting,
  }
}

function voidAnswers({ journal, deps }: SessionCore): RowChange {
  const ids = deps.store.owedAnswers(journal.session.id).map(({ approval }) => approval.approval_id)
  return { kind: 'answers_settled', ids }
}

/** The cut turn was awaited, and does not begin again. */
export function closeLostTurn(core: SessionCore, queue: TurnQueue, run: AgentRun | null): void {
  if (run === null) {
    return
  }
  dropStored(core, run)
  queue.turnEnded(run, lostTurn({ turn_id: core.deps.ids.uuid(), duration_ms: turnDuration(core) }), [])
}

/** For the log: which process exited, and whether we stopped it. */
export function logEnd({ deps, journal }: SessionCore, { code, signal, expected }: AgentExit): void {
  deps.log.info('Claude Code has ended', { session_id: journal.session.id, code, signal, asked: expected })
}

/** Milliseconds since the running turn began; 0 when none runs. */
export function turnDuration({ journal, deps }: SessionCore): number {
  const began = journal.session.turn_started_at
  return began === null ? 0 : Math.max(0, deps.clock.now() - Date.parse(began))
}
