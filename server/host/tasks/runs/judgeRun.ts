import type { TaskLimits } from '#shared/operations/task.ts'
import type { SessionHeader } from '#shared/session/header.ts'
import { PAUSED } from '#shared/session/status.ts'
import { HANDED_OVER } from '../../sessions/lifecycle/recoverSession.ts'
import type { StoredMessage } from '../../sessions/ports/sessionPorts.ts'

/** What is to be done about a run. */
export type Verdict =
  | { readonly kind: 'goes_on' }
  /** The turn of its prompt ended well. */
  | { readonly kind: 'prompt_done' }
  /** Homeport was stopped while the turn of its prompt ran: that was about Homeport, so the prompt is sent again. */
  | { readonly kind: 'cut' }
  /** It is over: nothing of it runs any more. */
  | { readonly kind: 'over'; readonly state: 'failed' | 'stopped'; readonly reason: string }
  /** A limit is reached: what runs is to be stopped. */
  | { readonly kind: 'limit'; readonly reason: string }

export interface RunState {
  readonly header: SessionHeader
  /** Its prompt that is under way; null: it has not been sent. */
  readonly message: Pick<StoredMessage, 'message' | 'state'> | null
  readonly limits: TaskLimits
  /** Prompts that come after this one. */
  readonly left: number
}

/** The `status_reason` of sessions whose process ended since Homeport did. */
const WITH_HOMEPORT: ReadonlySet<string> = new Set(['host_stopped', HANDED_OVER])

const GOES_ON: Verdict = { kind: 'goes_on' }

/** Says from the session as it is now how its run stands. */
export function judgeRun(state: RunState): Verdict {
  const { session } = state.header
  if (session.status === 'TERMINATED') {
    return over('stopped', 'Its session was ended.')
  }
  switch (state.message?.state) {
    case undefined:
      return GOES_ON
    case 'cancelled':
      return over('stopped', 'Its prompt was taken out of the queue.')
    case 'queued':
      return waiting(state)
    case 'sent':
      return limitReached(state) ?? GOES_ON
    case 'done':
      return turnOver(state)
  }
}

function waiting({ header: { session, queue }, message }: RunState): Verdict {
  const waits = queue.find(({ message_id }) => message_id === message?.message.message_id)
  if (session.status === 'FAILED') {
    return over('failed', session.outcome_reason ?? 'Claude Code could not start.')
  }
  if (waits?.held === true || session.status_reason === PAUSED) {
    return over('stopped', 'A person stopped its session before its prompt was sent. It waits there.')
  }
  return GOES_ON
}

function turnOver(state: RunState): Verdict {
  const { session } = state.header
  switch (session.outcome) {
    case 'failed':
      return over('failed', session.outcome_reason ?? 'Its turn failed.')
    case 'none':
      return WITH_HOMEPORT.has(session.status_reason ?? '')
        ? { kind: 'cut' }
        : over('stopped', 'A person stopped its turn, or went on with something else.')
    case 'finished':
      return (state.left > 0 ? limitReached(state) : null) ?? { kind: 'prompt_done' }
  }
}

/** Whether one turn more would be one too many. */
function limitReached({ header: { session }, message, limits, left }: RunState): Verdict | null {
  const words = left === 1 ? ' Its last prompt was not sent.' : ` ${left} of its prompts were not sent.`
  const notSent = message?.state === 'done' ? words : ''
  if (limits.cost_usd !== null && session.cost_usd >= limits.cost_usd) {
    const cost = session.cost_usd.toFixed(2)
    return { kind: 'limit', reason: `It has cost $${cost}; its limit is $${limits.cost_usd}.${notSent}` }
  }
  if (limits.turns !== null && session.turn_count + 1 > limits.turns) {
    const turns = limits.turns === 1 ? 'one turn' : `${limits.turns} turns`
    return { kind: 'limit', reason: `It has had ${turns}, which is its limit.${notSent}` }
  }
  return null
}

function over(state: 'failed' | 'stopped', reason: string): Verdict {
  return { kind: 'over', state, reason }
}
