import { useEffect, useState } from 'react'
import type { Approval } from '#shared/session/session.ts'
import { textField } from '#shared/session/tools/toolInput.ts'
import { onceCured } from '#renderer/state/workstation/cured.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { replacementLines } from '#renderer/content/lines/requestedDiff.ts'
import type { DiffLine } from '#renderer/content/lines/patch.ts'
import type { CardContext } from './cardContext.ts'

/**
 * The diff between a Write and the file that it replaces. null when it replaces none and until the file has loaded; it
 * stays null when it cannot be loaded (too long, not text, not permitted), and the whole text is shown instead.
 */
export function useReplacedFileDiff(
  { approval_id, overwrites, input }: Approval,
  context: CardContext,
): readonly DiffLine[] | null {
  const { session_id } = context
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
        setLines(replacementLines(before.text, textField(input, 'content')))
      }
    }
    show().catch(() => {
      // The card then shows how many lines are replaced, and the whole new text.
    })
    return () => {
      isOver = true
    }
  }, [isReplacing, session_id, approval_id, input])
  return lines
}
