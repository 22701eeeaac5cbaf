import type { NewEvent } from '#shared/session/events.ts'
import { PAUSED } from '#shared/session/status.ts'
import { abortedTool, stoppedTasks } from '../core/closing.ts'
import { hostRestarted } from './endings.ts'
import { waitingTools } from '../approvals/storedApprovals.ts'
import type { ProcessLifecycle } from './processLifecycle.ts'
import { nextPrompt } from '../turns/queueEdits.ts'
import { statusEvent } from '../core/sessionCore.ts'
import type { SessionCore } from '../core/sessionCore.ts'

/** The `status_reason` of sessions that a host suspended for its successor, which goes on with them. */
export const HANDED_OVER = 'host_renewed'

/**
 * Takes up a session that a dead host left; its process is reaped already. Sessions that had one get a new one:
 * idle ones go on, cut turns run again. Suspended ones stay, unless they were handed over, or
 * prompts wait and nobody paused them. Resolves when the process is up.
 */
export async function recoverSession(core: SessionCore, lifecycle: ProcessLifecycle): Promise<void> {
  const { journal } = core
  const { status } = journal.session
  if (status === 'TERMINATED' || status === 'FAILED' || status === 'SUSPENDED') {
    journal.commit([], [{ kind: 'process_changed', process: null }])
    lifecycle.release()
    if (status === 'SUSPENDED') {
      wakeSuspended(core, lifecycle)
    }
    await lifecycle.whenUp()
    return
  }
  const began = (status === 'WORKING' || status === 'WAITING') && journal.session.turn_started_at !== null
  // A session that was starting may have been about to run a cut turn again.
  const cut = began || (status === 'STARTING' && core.deps.store.sentMessages(journal.session.id).length > 0)
  reportInterruption(core, cut)
  if (!lifecycle.release()) {
    return
  }
  if (cut) {
    lifecycle.rerun('host_restarted')
  } else {
    lifecycle.wake('host_restarted')
  }
  await lifecycle.whenUp()
}

/** A session that a person paused is SUSPENDED with another reason, and stays. */
function wakeSuspended(core: SessionCore, lifecycle: ProcessLifecycle): void {
  const { journal } = core
  const { session } = journal.header
  if (session.status_reason === PAUSED) {
    return
  }
  if (nextPrompt(journal.header) !== undefined) {
    lifecycle.wake('messages_waiting')
  } else if (core.deps.store.owedAnswers(session.id).length > 0) {
    lifecycle.wake('approval_answered')
  } else if (session.status_reason === HANDED_OVER) {
    lifecycle.wake(HANDED_OVER)
  }
}

/** Says honestly what happened, in one commit: tools that ran have nobody behind them. What waits for an answer waits on. */
function reportInterruption({ journal, deps }: Pick<SessionCore, 'journal' | 'deps'>, cut: boolean): void {
  const waiting = waitingTools({ journal, deps })
  const ran = deps.store.openToolUses(journal.session.id).filter((id) => !waiting.has(id))
  const tools: NewEvent[] = ran.map(abortedTool)
  journal.commit(
    [...stoppedTasks(journal.header), ...tools, hostRestarted(cut), statusEvent('STARTING', 'host_restarted')],
    [{ kind: 'process_changed', process: null }],
  )
}
