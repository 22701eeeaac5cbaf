import { type RefObject, useLayoutEffect, useRef } from 'react'

/** Replaces the text, and puts the caret there. */
export type WriteText = (text: string, caret: number) => void

/** A field whose text is replaced now and then without the caret being lost. */
export function useCaret(onChange: (text: string) => void): {
  readonly field: RefObject<HTMLTextAreaElement | null>
  readonly write: WriteText
} {
  const field = useRef<HTMLTextAreaElement>(null)
  const caret = useRef<number | null>(null)
  // Only when the new text stands in the field can the caret go where it belongs.
  useLayoutEffect(() => {
    if (caret.current !== null) {
      const at = caret.current
      caret.current = null
      field.current?.focus()
      field.current?.setSelectionRange(at, at)
    }
  })
  return {
    field,
    write: (text, at) => {
      caret.current = at
      onChange(text)
    },
  }
}
