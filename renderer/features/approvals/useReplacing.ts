import { useEffect, useState } from 'react'
import type { Approval } from '#shared/session/session.ts'
import { textField } from '#shared/session/tools/toolInput.ts'
import { onceCured } from '#renderer/state/workstation/cured.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { replacingLines } from '#renderer/content/lines/askedDiff.ts'
import type { DiffLine } from '#renderer/content/lines/patch.ts'
import type { CardPlace } from './cardPlace.ts'

/**
 * The real difference that a Write makes to the file that it replaces. null where it replaces none, and until the file
 * is here; where it cannot be had (too long, no text, not for this person) it stays null, and the whole text is shown.
 */
export function useReplacing(
  { approval_id, overwrites, input }: Approval,
  place: CardPlace,
): readonly DiffLine[] | null {
  const { session_id } = place
  const [lines, setLines] = useState<readonly DiffLine[] | null>(null)
  const isReplacing = overwrites !== undefined
  useEffect(() => {
    if (!isReplacing) {
      return
    }
    let isOver = false
    const show = async (): Promise<void> => {
      const { before } = await onceCured(() => connection.client.call('approval.before', { session_id, approval_id }))
      if (!isOver && before !== null && before.is_whole && before.text !== null) {
        setLines(replacingLines(before.text, textField(input, 'content')))
      }
    }
    show().catch(() => {
      // The card tells how many lines are replaced, and shows all that is written.
    })
    return () => {
      isOver = true
    }
  }, [isReplacing, session_id, approval_id, input])
  return lines
}
