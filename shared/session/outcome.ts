import type { Session } from './session.ts'
import { PAUSED, type SessionStatus } from './status.ts'

type Outcome = Pick<Session, 'outcome' | 'outcome_reason' | 'unread'>

/** A turn runs: how it ends is not known. What was not read of the one before still is not. */
export const PENDING_OUTCOME = { outcome: 'none', outcome_reason: null } as const

/** How a turn ended. One that a person stopped is no news to them. */
export function outcomeOfTurn(
  { unread }: Pick<Session, 'unread'>,
  turn: { readonly is_error: boolean; readonly reason: string; readonly error?: string | undefined },
): Outcome {
  if (stoppedByPerson.has(turn.reason)) {
    return { ...PENDING_OUTCOME, unread }
  }
  return turn.is_error
    ? { outcome: 'failed', outcome_reason: reasonOf(turn.error), unread: true }
    : { outcome: 'finished', outcome_reason: null, unread: true }
}

/** Lists hold it for every session; all of it is in the conversation. */
const MAX_REASON = 1000

function reasonOf(error = 'The turn failed; Claude Code did not say why.'): string {
  return error.length <= MAX_REASON ? error : `${error.slice(0, MAX_REASON - 1)}…`
}

/** What a change of status says of it: a start that failed, and the next try. */
export function outcomeOfStatus(
  session: Pick<Session, 'status' | 'outcome' | 'outcome_reason'>,
  { status, reason }: { readonly status: SessionStatus; readonly reason: string },
): Partial<Outcome> {
  if (status === 'FAILED') {
    const known = session.outcome === 'failed' ? session.outcome_reason : null
    return { outcome: 'failed', outcome_reason: known ?? failureWords(reason), unread: true }
  }
  return session.status === 'FAILED' && status === 'STARTING' ? PENDING_OUTCOME : {}
}

/** Words of `turn_completed`. */
const stoppedByPerson: ReadonlySet<string> = new Set(['interrupted', 'user_request', PAUSED])

function failureWords(reason: string): string {
  return reason === 'storage_failed'
    ? 'The session could not be recorded any more, so it was stopped. Its conversation says why.'
    : 'Claude Code could not start. The conversation says why; the next message tries again.'
}
