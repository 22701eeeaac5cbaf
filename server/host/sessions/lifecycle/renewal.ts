import type { AgentRun } from '../core/agentRun.ts'
import type { LoginInForce } from './endings.ts'
import type { SessionCore } from '../core/sessionCore.ts'

/** After a turn Claude begins the next one, if it has anything for it, within milliseconds. */
const NEXT_TURN_MS = 1_000

/**
 * Wants another process in the place of this one: at once, or when its turn and the approvals in it are over. Until
 * then prompts wait in the queue.
 */
export function askForRenewal(core: SessionCore, run: AgentRun, reason: string): LoginInForce {
  const isBusy = run.inTurn || core.journal.header.approvals.length > 0
  run.renewal ??= { reason, isUnderWay: false }
  renewWhenIdle(core, run)
  return isBusy ? 'next_turn' : 'now'
}

/** Ends the process if a renewal is wanted and no turn is cut by it. The end of the process leads on from there. */
export function renewWhenIdle(
  core: SessionCore,
  run: AgentRun,
  { hasWaited }: { readonly hasWaited: boolean } = { hasWaited: false },
): void {
  const isIdle = run.ready && !run.inTurn && run.rerun === null && core.journal.header.approvals.length === 0
  if (core.run !== run || run.renewal === null || run.renewal.isUnderWay || run.stopping !== null || !isIdle) {
    return
  }
  if (run.unsettled().length > 0 && !hasWaited) {
    // A prompt that was sent into the turn that just ended may begin one of its own now.
    core.deps.timers.after(NEXT_TURN_MS, () => renewWhenIdle(core, run, { hasWaited: true }))
    return
  }
  run.renewal.isUnderWay = true
  void run.process.stop()
}
