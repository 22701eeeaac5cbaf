import { useState } from 'react'
import { draftOf, keepDraft } from './drafts.ts'

/** A text that survives reloads until it is sent. `place`: the session, or `new`. */
export function useDraft(place: string): readonly [string, (text: string) => void] {
  const [text, setText] = useState(() => draftOf(place))
  return [
    text,
    (next) => {
      setText(next)
      keepDraft(place, next)
    },
  ]
}
