import { useEffect, useState } from 'react'
import { takeDraft, draftAdditions, draftOf, keepDraft } from './drafts.ts'

/** A text that survives reloads until it is sent, and the tab that it was begun in. `place`: the session, or `new`. */
export function useDraft(place: string): readonly [string, (text: string) => void] {
  const [text, setText] = useState(() => draftOf(place))
  useEffect(() => {
    if (draftOf(place) === '') {
      void takeDraft(place).then((left) => setText((typed) => (typed === '' ? left : typed)))
    }
  }, [place])
  useEffect(() => draftAdditions.subscribe(() => setText(draftOf(place))), [place])
  return [
    text,
    (next) => {
      setText(next)
      keepDraft(place, next)
    },
  ]
}
