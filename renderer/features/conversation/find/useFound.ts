import { useCallback } from 'react'
import type { Found } from './findRow.ts'
import type { ShowRow } from './useShowRow.ts'

/** Marks what was found by its row's key (`onRow`) and scrolls to it; where nothing was found no row stays marked. */
export function useFound(showRow: ShowRow, onRow: (key: string | null) => void): (found: Found | null) => void {
  return useCallback(
    (found) => {
      onRow(found?.key ?? null)
      if (found !== null) {
        showRow(found.index, 'center')
      }
    },
    [showRow, onRow],
  )
}
