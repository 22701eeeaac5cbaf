import { useIsAnswered } from '#renderer/state/writing/cardEntries.ts'
import { answerApproval, type Answer } from './answers.ts'
import type { CardContext } from './cardContext.ts'

/**
 * Sends a card's answer. `isSending` is true from the click on, and stays true once answered until the card is removed; it is
 * so in every place where the approval is shown.
 */
export function useAnswer(context: CardContext, approvalId: string) {
  const isSending = useIsAnswered(approvalId)
  return { isSending, send: (answer: Answer) => answerApproval(context.session_id, approvalId, answer) }
}
