import { useState } from 'react'
import { answerApproval, type Answer } from './answers.ts'
import type { CardPlace } from './cardPlace.ts'

/** Sends a card's answer. `isSending` from the tap on; it stays so once answered, until the card is taken away. */
export function useAnswer(place: CardPlace, approvalId: string) {
  const [isSending, setSending] = useState(false)
  return { isSending, send }

  async function send(answer: Answer): Promise<boolean> {
    setSending(true)
    const isAnswered = await answerApproval(place.session_id, approvalId, answer)
    if (!isAnswered) {
      setSending(false)
    }
    return isAnswered
  }
}
