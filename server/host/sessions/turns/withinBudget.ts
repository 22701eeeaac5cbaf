import { HomeportError } from '#shared/errors.ts'
import type { NewEvent } from '#shared/session/events.ts'
import type { AgentRun } from '../core/agentRun.ts'
import type { SessionCore } from '../core/sessionCore.ts'
import { holdQueue } from './queueEdits.ts'

/** @throws HomeportError SESSION_003 when a budget is used up. */
export function assertInBudget(core: SessionCore, kept = 'Nothing was sent.'): void {
  const text = spent(core)
  if (text !== null) {
    throw new HomeportError('SESSION_003', `${text} ${kept}`)
  }
}

/** Which budget is used up, and what to do; null: none is. */
export function spent({ deps, journal }: SessionCore): string | null {
  const verdict = deps.budgets?.judge(journal.session, 0)
  return verdict?.kind === 'used_up' ? verdict.text : null
}

/** What was spent beside the turns that are counted. Holds what waits when a budget is used up by it. */
export function noteSpent(core: SessionCore, cost_usd: number): void {
  const { journal } = core
  const content = `What ran in the terminal cost $${cost_usd.toFixed(2)}.`
  journal.commit([{ type: 'notice', content, data: { level: 'info', code: TERMINAL_COST, details: { cost_usd } } }])
  journal.patch({ cost_usd: journal.session.cost_usd + cost_usd })
  const text = spent(core)
  if (text !== null) {
    journal.commit([warning('budget_used_up', text)])
    holdQueue(core)
  }
}

/** The code of the notice that counts as a cost. */
export const TERMINAL_COST = 'terminal_cost'

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
    if (!deps.store.hasNotice(journal.session.id, { code: 'budget_near', content: said })) {
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
