import { useEffect, useState } from 'react'
import { whenIdle } from '#renderer/platform/idle.ts'
import { adoptDraft, draftChanges, draftOf, storeDraft } from './drafts.ts'

/**
 * A draft that survives reloads until it is sent, and goes on at the person's other devices. `target`: the session, or `new`.
 */
export function useDraft(target: string): readonly [string, (text: string) => void] {
  const [text, setText] = useState(() => draftOf(target))
  useEffect(
    () =>
      draftChanges.subscribe(() => {
        if (draftChanges.get()?.by !== 'composer') {
          setText(draftOf(target))
        }
      }),
    [target],
  )
  useEffect(() => {
    if (draftOf(target) === '') {
      // Told as a change, which is listened for above.
      void adoptDraft(target)
    }
  }, [target])
  useEffect(() => keepInStep(target), [target])
  return [
    text,
    (next) => {
      setText(next)
      storeDraft(target, next, 'composer')
    },
  ]
}

/** With the workstation's copy, once the page has been drawn. Returns the function that stops it. */
function keepInStep(target: string): () => void {
  let stop: (() => void) | null = null
  let isOver = false
  void whenIdle()
    .then(() => import('./sync/draftSync.ts'))
    .then(({ syncDraft }) => (isOver ? null : (stop = syncDraft(target))))
    // Without that code the draft stays in this browser.
    .catch(() => {})
  return () => {
    isOver = true
    stop?.()
  }
}
