import { HomeportError } from '#shared/errors.ts'
import type { SessionId } from '#shared/ids.ts'
import type { InputOf } from '#shared/operations/table.ts'
import { ApprovalOutcome } from '#shared/session/session.ts'
import { connection } from './connection.ts'
import { say, sentenceOf } from './says.ts'

export type Answer = Omit<InputOf<'approval.answer'>, 'session_id' | 'approval_id'>

/**
 * Answers an approval. True: it is answered, by this answer or by somebody who was first (which is said aloud).
 * False: it is not; the reason was said and the card must stay as it is.
 */
export async function answerApproval(session: SessionId, approval: string, answer: Answer): Promise<boolean> {
  try {
    const params = { session_id: session, approval_id: approval, ...answer }
    await connection.client.call('approval.answer', params)
    return true
  } catch (error) {
    say(wasFirst(error) ?? sentenceOf(error))
    return error instanceof HomeportError && error.code === 'SESSION_004'
  }
}

/** Who was first, where the refusal says it. */
function wasFirst(error: unknown): string | null {
  if (!(error instanceof HomeportError) || error.code !== 'SESSION_004') {
    return null
  }
  const first = ApprovalOutcome.safeParse(error.details['outcome'] ?? error.details['first'] ?? error.details)
  if (!first.success) {
    return null
  }
  const { decision, answered_by } = first.data
  const word = { allow: 'allowed', deny: 'denied', cancelled: 'withdrawn' }[decision]
  return answered_by === null ? `This was ${word} meanwhile.` : `${answered_by} was first: ${word}.`
}
