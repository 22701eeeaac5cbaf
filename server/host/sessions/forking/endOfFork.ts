import { HomeportError } from '#shared/errors.ts'
import type { MessageId } from '#shared/ids.ts'
import type { ParamsOf } from '#shared/operations/table.ts'
import type { Session } from '#shared/session/session.ts'
import type { SessionStore } from '../ports/sessionPorts.ts'

/** What a fork knows of a conversation: the events before `seq`, all that Claude knew before a prompt (null: all of it). */
export interface ForkEnd {
  readonly seq: number
  readonly before: MessageId | null
}

type At = Pick<ParamsOf<'session.fork'>, 'before_message_id' | 'after_turn_id'>
type Log = Pick<SessionStore, 'seqOf' | 'firstPrompt' | 'lastTurn'>

/**
 * Where a fork ends. Behind a turn means before the next prompt: what Claude did by itself in between belongs to it.
 * @throws HomeportError SESSION_002 when the session has no such message or turn · SESSION_003 when no turn is over.
 */
export function endOfFork(log: Log, session: Session, { before_message_id, after_turn_id }: At): ForkEnd {
  if (before_message_id !== undefined) {
    return { seq: seqOf(log, session, ['user_message', before_message_id]), before: before_message_id }
  }
  if (after_turn_id !== undefined) {
    return endBehind(log, session, seqOf(log, session, ['turn_completed', after_turn_id]))
  }
  const last = log.lastTurn(session.id)
  if (last === 0) {
    throw new HomeportError(
      'SESSION_003',
      'No turn of this session is over yet, so there is nothing to go on from. Nothing was changed.',
    )
  }
  return endBehind(log, session, last)
}

function endBehind(log: Log, { id, head_seq, turn_started_at }: Session, turn: number): ForkEnd {
  const next = log.firstPrompt(id, turn)
  if (next !== null) {
    return { seq: next.seq, before: next.message_id }
  }
  // A turn that Claude began by itself is no part of it before it is over.
  return { seq: (turn_started_at === null ? head_seq : log.lastTurn(id)) + 1, before: null }
}

function seqOf(log: Log, { id }: Session, [type, wanted]: ['user_message' | 'turn_completed', string]): number {
  const seq = log.seqOf(id, type, wanted)
  if (seq === null) {
    const what = type === 'user_message' ? 'message' : 'turn'
    throw new HomeportError('SESSION_002', `This session has no such ${what}. Nothing was changed.`)
  }
  return seq
}
