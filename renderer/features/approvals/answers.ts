import { haptic } from '#renderer/platform/haptic.ts'
import { HomeportError, readDetails } from '#shared/errors.ts'
import type { SessionId } from '#shared/ids.ts'
import type { InputOf } from '#shared/operations/table.ts'
import { ApprovalOutcome } from '#shared/session/session.ts'
import { outcomeText } from '#renderer/format/outcomeText.ts'
import { cardAnswered, cardAnswering, cardFailed, cardTaken } from '#renderer/state/writing/cardEntries.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { showToast, errorMessage } from '#renderer/state/toasts.ts'

export type Answer = Omit<InputOf<'approval.answer'>, 'session_id' | 'approval_id'>

/**
 * Answers an approval. True when it is answered, by this answer or an earlier one of somebody else (shown in a toast;
 * typed text is kept). False when it failed: the reason was shown, and the card must stay as it is; so too, with nothing sent, while
 * an earlier answer of this page is under way.
 */
export async function answerApproval(session: SessionId, approval: string, answer: Answer): Promise<boolean> {
  const card = { session_id: session, approval_id: approval }
  if (!cardAnswering(card)) {
    return false
  }
  try {
    await connection.client.call('approval.answer', { ...card, ...answer })
    haptic()
    cardAnswered(card)
    return true
  } catch (error) {
    const first = wasFirst(error)
    showToast(first === null ? errorMessage(error) : outcomeText(first))
    if (error instanceof HomeportError && error.code === 'SESSION_004') {
      cardTaken(card, first)
      return true
    }
    cardFailed(card)
    return false
  }
}

/** The earlier answer, if the error names it. */
function wasFirst(error: unknown): ApprovalOutcome | null {
  return ApprovalOutcome.safeParse(readDetails(error, 'SESSION_004')?.outcome).data ?? null
}
