import type { AgentRun } from '../core/agentRun.ts'
import type { SessionCore } from '../core/sessionCore.ts'
import type { TurnQueue } from '../turns/turnQueue.ts'
import { closeLostTurn, settle } from './settle.ts'
import type { SessionEffect } from './transition.ts'

/** What effects act upon. `run`: the process that they are about, which may be gone already. */
interface EffectTarget {
  readonly core: SessionCore
  readonly queue: TurnQueue
  readonly run: AgentRun | null
}

/**
 * Applies the effects of a change of phase to the queue and the log.
 * @throws HomeportError INTERNAL_001 when it cannot be recorded.
 */
export function performOnSession({ core, queue, run }: EffectTarget, effect: SessionEffect): void {
  const { journal, deps } = core
  switch (effect.kind) {
    case 'send_again':
      queue.sendAgain(effect.messages)
      return
    case 'take_up':
      queue.takeUp(effect.sent)
      return
    case 'close_lost_turn':
      closeLostTurn(core, queue, run)
      return
    case 'forget_process':
      journal.commit([], [{ kind: 'process_changed', process: null }])
      return
    case 'settle':
      settle(core, queue, { ending: effect.ending, owesTurn: effect.owesTurn, run })
      return
    case 'log':
      deps.log[effect.level](effect.sentence, { ...effect.facts, session_id: journal.session.id })
  }
}
