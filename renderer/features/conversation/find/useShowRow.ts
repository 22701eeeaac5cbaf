import { useCallback } from 'react'
import { type AnchoredList, AT_END_PX } from '../useAnchoredList.ts'

export type ShowRow = (index: number, align: 'start' | 'center') => void

/**
 * Scrolls to a row. The list stops following its end at once, and not only with the event of the scroll: rows may grow before
 * that comes.
 */
export function useShowRow({ list, follow }: AnchoredList): ShowRow {
  return useCallback(
    (index, align) => {
      list.scrollToIndex(index, { align })
      const [to = 0] = list.getOffsetForIndex(index, align) ?? []
      follow(list.getTotalSize() - (list.scrollRect?.height ?? 0) - to <= AT_END_PX)
    },
    [list, follow],
  )
}
