import { useEffect, useState } from 'react'
import { adoptDraft, draftAdditions, draftOf, storeDraft } from './drafts.ts'

/**
 * A draft that survives reloads until it is sent, and the tab that it was typed in. `target`: the session, or `new`.
 */
export function useDraft(target: string): readonly [string, (text: string) => void] {
  const [text, setText] = useState(() => draftOf(target))
  useEffect(() => {
    if (draftOf(target) === '') {
      void adoptDraft(target).then((left) => setText((typed) => (typed === '' ? left : typed)))
    }
  }, [target])
  useEffect(() => draftAdditions.subscribe(() => setText(draftOf(target))), [target])
  return [
    text,
    (next) => {
      setText(next)
      storeDraft(target, next)
    },
  ]
}
