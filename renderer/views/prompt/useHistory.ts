import { type RefObject, useRef } from 'react'
import { historyStep } from './promptHistory.ts'
import type { WriteText } from './useCaret.ts'

/** Handles Up and Down; false: the key is the caret's. `earlier`: prompts, oldest first. */
export function useHistory(of: {
  field: RefObject<HTMLTextAreaElement | null>
  value: string
  earlier: (() => readonly string[]) | undefined
  write: WriteText
}): (key: string) => boolean {
  const { field, value, earlier, write } = of
  const place = useRef<number | null>(null)
  return (key) => {
    if (earlier === undefined || (key !== 'ArrowUp' && key !== 'ArrowDown')) {
      return false
    }
    const caret = field.current?.selectionStart ?? 0
    // Only from the first line upwards and from the last one downwards: between them the caret moves.
    const beyond = key === 'ArrowUp' ? value.slice(0, caret) : value.slice(caret)
    const now = { at: place.current, text: value }
    const next = beyond.includes('\n') ? null : historyStep(earlier(), now, key === 'ArrowUp' ? 'older' : 'newer')
    if (next !== null) {
      place.current = next.at
      write(next.text, next.text.length)
    }
    return next !== null
  }
}
