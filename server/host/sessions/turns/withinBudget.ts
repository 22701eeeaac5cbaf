import { HomeportError } from '#shared/errors.ts'
import type { NewEvent } from '#shared/session/events.ts'
import type { AgentRun } from '../core/agentRun.ts'
import type { SessionCore } from '../core/sessionCore.ts'
import { holdQueue } from './queueEdits.ts'

/** @throws HomeportError SESSION_003 when a budget is used up. */
export function assertInBudget({ deps, journal }: SessionCore): void {
  const verdict = deps.budgets?.judge(journal.session, 0)
  if (verdict?.kind === 'used_up') {
    throw new HomeportError('SESSION_003', `${verdict.text} Nothing was sent.`)
  }
}

/** What a turn has cost so far, or altogether. */
export interface TurnCost {
  readonly cost_usd: number
  readonly hasEnded: boolean
}

/** Warns once, holds what waits when a budget is used up, and stops the turn that runs. */
export function keepInBudget(core: SessionCore, run: AgentRun, { cost_usd, hasEnded }: TurnCost): void {
  const { deps, journal } = core
  const verdict = deps.budgets?.judge(journal.session, cost_usd) ?? { kind: 'fine' }
  const wasStopped = run.isOverBudget
  run.isOverBudget = verdict.kind === 'used_up' && !hasEnded
  if (verdict.kind === 'near') {
    // The amount changes from turn to turn, and the warning is the same.
    const said = verdict.text.replace(/: \$[\d.]+ are spent/, '')
    if (!deps.store.hasNotice(journal.session.id, 'budget_near', said)) {
      journal.commit([warning('budget_near', said)])
    }
  }
  if (verdict.kind !== 'used_up' || wasStopped) {
    return
  }
  journal.commit([warning('budget_used_up', verdict.text)])
  holdQueue(core)
  if (!hasEnded) {
    run.process.interrupt().catch((error: unknown) => {
      deps.log.warn('a turn over its budget could not be stopped', { reason: String(error) })
    })
  }
}

function warning(code: string, content: string): NewEvent {
  return { type: 'notice', content, data: { level: 'warning', code } }
}
