import { useEffect, useState } from 'react'
import { whenIdle } from '#renderer/platform/idle.ts'
import { adoptDraft, draftChanges, draftOf, type Join, storeDraft } from './drafts.ts'

/**
 * A draft that survives reloads until it is sent, and goes on at the person's other devices. `target`: the session, or `new`; before
 * it, where it is no message: `commit/ID`. `join`, the same each time: where two devices wrote, it decides rather than a person.
 */
export function useDraft(target: string, join?: Join): readonly [string, (text: string) => void] {
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
  useEffect(() => keepInStep(target, join), [target, join])
  return [
    text,
    (next) => {
      setText(next)
      storeDraft(target, next, 'composer')
    },
  ]
}

/** As `keepInStep`, for as long as the page lives: for what is changed while nothing of it is shown. Idempotent. */
export function keepAlways(target: string, join: Join): void {
  if (!always.has(target)) {
    always.add(target)
    keepInStep(target, join)
  }
}

const always = new Set<string>()

interface Following {
  users: number
  readonly stop: () => void
}

/** One for each draft, however many fields show it. */
const followed = new Map<string, Following>()

/** With the workstation's copy, once the page has been drawn. Returns the function that stops it, with the last one of that draft. */
export function keepInStep(target: string, join?: Join): () => void {
  const following = followed.get(target) ?? { users: 0, stop: follow(target, join) }
  followed.set(target, following)
  following.users += 1
  return () => {
    following.users -= 1
    if (following.users === 0) {
      followed.delete(target)
      following.stop()
    }
  }
}

function follow(target: string, join?: Join): () => void {
  let stop: (() => void) | null = null
  let isOver = false
  void whenIdle()
    .then(() => import('./sync/draftSync.ts'))
    .then(({ syncDraft }) => (isOver ? null : (stop = syncDraft(target, join))))
    // Without that code the draft stays in this browser.
    .catch(() => {})
  return () => {
    isOver = true
    stop?.()
  }
}
