import { useState } from 'react'
import { answerApproval, type Answer } from './answers.ts'
import type { CardContext } from './cardContext.ts'

/**
 * Sends a card's answer. `isSending` is true from the click on, and stays true once answered until the card is removed.
 */
export function useAnswer(context: CardContext, approvalId: string) {
  const [isSending, setSending] = useState(false)
  return { isSending, send }

  async function send(answer: Answer): Promise<boolean> {
    setSending(true)
    const isAnswered = await answerApproval(context.session_id, approvalId, answer)
    if (!isAnswered) {
      setSending(false)
    }
    return isAnswered
  }
}
