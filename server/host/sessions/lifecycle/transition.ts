import type { AgentExit, AgentLaunch } from '../ports/agent.ts'
import type { Ending } from '../core/closing.ts'
import type { ProcessPhase, StopOrder } from '../core/processPhase.ts'
import type { StoredMessage } from '../ports/sessionPorts.ts'
import type { SentPrompts } from '../turns/sentPrompts.ts'

/** What happens to a session's process, or is requested of it. */
export type Input =
  | { readonly kind: 'hold' }
  | { readonly kind: 'release' }
  /** Something else writes in the conversation, and no process is there · and does no more. */
  | { readonly kind: 'lend' }
  | { readonly kind: 'give_back' }
  /** A turn began there, or is over. */
  | { readonly kind: 'turn_elsewhere'; readonly runs: boolean }
  /** The very first process of a session. */
  | { readonly kind: 'begin' }
  | { readonly kind: 'wake'; readonly reason: string }
  | { readonly kind: 'rerun'; readonly reason: string }
  | { readonly kind: 'start_over'; readonly preface: string }
  /** The wait after a death in mid-turn is over. */
  | { readonly kind: 'due' }
  | { readonly kind: 'planned'; readonly plan: StartPlan }
  | { readonly kind: 'start_failed'; readonly problem: string }
  | { readonly kind: 'ready' }
  /** The cut turn has begun again. */
  | { readonly kind: 'turn_begun' }
  | { readonly kind: 'turn_ended' }
  /** Nobody waits any more for the cut turn to begin again. */
  | { readonly kind: 'given_up' }
  | { readonly kind: 'renew'; readonly reason: string }
  /** No turn runs and nothing waits for an answer. `mayBegin`: a prompt that it has may begin a turn at any moment. */
  | { readonly kind: 'at_rest'; readonly mayBegin: boolean }
  | { readonly kind: 'stop'; readonly order: StopOrder; readonly keepsTurn: boolean }
  | { readonly kind: 'storage_failed'; readonly message: string }
  /** `cutsTurn`: a turn of the session ran in it. */
  | { readonly kind: 'exited'; readonly exit: AgentExit; readonly cutsTurn: boolean }

/** What is to be done when the phase has changed, in order. */
export type Effect = ProcessEffect | SessionEffect

type ProcessEffect =
  /** Reads what Claude has of the conversation; `planned` or `start_failed` follows. */
  | { readonly kind: 'plan'; readonly reason: string }
  | { readonly kind: 'plan_later'; readonly delay_ms: number }
  | {
      readonly kind: 'launch'
      readonly start: AgentLaunch['start']
      /** Prompts whose turn the process runs again by itself. */
      readonly held: readonly StoredMessage[]
      readonly preface: string | null
    }
  /** `isComing`: Claude Code shall run the cut turn again; else nobody waits for it, and it is told as lost. */
  | { readonly kind: 'await_turn'; readonly isComing: boolean }
  | { readonly kind: 'await_turn_no_more' }
  | { readonly kind: 'check_rest_later' }
  | { readonly kind: 'stop_process'; readonly keepsTurn: boolean }
  | { readonly kind: 'tell_up' }

/** What concerns the queue and the log alone. */
export type SessionEffect =
  | { readonly kind: 'send_again'; readonly messages: readonly StoredMessage[] }
  | { readonly kind: 'take_up'; readonly sent: SentPrompts | null }
  | { readonly kind: 'close_lost_turn' }
  | { readonly kind: 'forget_process' }
  /** Closes what was left open. `owesTurn`: a cut turn that never began again too. */
  | { readonly kind: 'settle'; readonly ending: Ending; readonly owesTurn: boolean }
  | {
      readonly kind: 'log'
      readonly level: 'warn' | 'error'
      readonly sentence: string
      readonly facts: Readonly<Record<string, unknown>>
    }

export interface Transition {
  readonly phase: ProcessPhase
  readonly effects: readonly Effect[]
}

/** How a session goes on, now that it is known what Claude has of the conversation. */
export type StartPlan =
  /** Claude Code has lost the conversation: nothing is sent before a person has said so. */
  | { readonly kind: 'gone' }
  /** Something else writes in it: prompts wait. */
  | { readonly kind: 'lent' }
  /** The cut turn runs again where Claude has it; what never reached Claude is sent once more. */
  | { readonly kind: 'cut'; readonly start: AgentLaunch['start']; readonly sent: SentPrompts }
  /** Something else went on in the conversation behind the cut turn: it does not run again. */
  | { readonly kind: 'passed'; readonly start: AgentLaunch['start']; readonly sent: SentPrompts }
  | { readonly kind: 'rested'; readonly start: AgentLaunch['start']; readonly sent: SentPrompts | null }

/** The phase, and what is to be done. */
export function to(phase: ProcessPhase, ...effects: readonly Effect[]): Transition {
  return { phase, effects }
}
