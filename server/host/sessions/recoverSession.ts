import type { NewEvent } from '#shared/session/events.ts'
import { PAUSED } from '#shared/session/status.ts'
import { abortedTool, cancelledApprovals, closedApprovals } from './closing.ts'
import { hostRestarted } from './endings.ts'
import type { Life } from './life.ts'
import { nextPrompt } from './queueEdits.ts'
import { sortSent } from './sentPrompts.ts'
import { statusEvent } from './sessionCore.ts'
import type { SessionCore } from './sessionCore.ts'

/** The `status_reason` of sessions that a host suspended for its successor, which goes on with them. */
export const HANDED_OVER = 'host_renewed'

/**
 * Takes up a session that a dead host left; its process is reaped already. Sessions that had one get a new one:
 * idle ones go on, cut turns run again. Suspended ones stay, unless they were handed over, or
 * prompts wait and nobody paused them. Resolves when the process is up.
 */
export async function recoverSession(core: SessionCore, life: Life): Promise<void> {
  const { journal } = core
  const { status } = journal.session
  if (status === 'TERMINATED' || status === 'FAILED' || status === 'SUSPENDED') {
    journal.commit([], [{ kind: 'process_changed', process: null }])
    life.release()
    if (status === 'SUSPENDED') {
      wakeSuspended(core, life)
    }
    await life.whenUp()
    return
  }
  const cut = (status === 'WORKING' || status === 'WAITING') && journal.session.turn_started_at !== null
  tell(core, cut)
  const rerun = cut ? await sortSent(core) : null
  if (!life.release()) {
    return
  }
  if (rerun !== null && rerun.held.length + rerun.lost.length > 0) {
    life.rerun(rerun)
  } else {
    life.wake('host_restarted')
  }
  await life.whenUp()
}

/** A session that a person paused is SUSPENDED with another reason, and stays. */
function wakeSuspended({ journal }: SessionCore, life: Life): void {
  const { session } = journal.header
  if (session.status_reason === PAUSED) {
    return
  }
  if (nextPrompt(journal.header) !== undefined) {
    life.wake('messages_waiting')
  } else if (session.status_reason === HANDED_OVER) {
    life.wake(HANDED_OVER)
  }
}

/** Says honestly what happened, in one commit: open tools and approvals have nobody behind them any more. */
function tell({ journal, deps }: SessionCore, cut: boolean): void {
  const tools: NewEvent[] = deps.store.openToolUses(journal.session.id).map(abortedTool)
  journal.commit(
    [...tools, ...cancelledApprovals(journal.header), hostRestarted(cut), statusEvent('STARTING', 'host_restarted')],
    [...closedApprovals(journal.header), { kind: 'process_changed', process: null }],
  )
}
