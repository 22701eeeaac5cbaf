import { useEffect, useState } from 'react'
import { whenIdle } from '#renderer/platform/idle.ts'
import { adoptDraft, draftChanges, draftOf, type Join, storeDraft } from './drafts.ts'

/**
 * A draft that survives reloads until it is sent, and goes on at the person's other devices. `target`: the session, or `new`; before
 * it, where it is no message: `commit/ID`. `join`, the same each time: where two devices wrote, it decides rather than a person.
 */
export function useDraft(target: string, join?: Join): readonly [string, (text: string) => void] {
  const draft = useText(target)
  useEffect(() => adoptNow(target), [target])
  useEffect(() => keepInStep(target, join), [target, join])
  return draft
}

/** As `useDraft`, in this browser alone. */
export function useDraftHere(target: string): readonly [string, (text: string) => void] {
  const draft = useText(target)
  useEffect(() => adoptLeft(target), [target])
  return draft
}

function useText(target: string): readonly [string, (text: string) => void] {
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
  return [
    text,
    (next) => {
      setText(next)
      storeDraft(target, next, 'composer')
    },
  ]
}

/** Takes over the draft of a closed tab, also of one that the browser ends late. Returns the stop. */
export function adoptLeft(target: string): () => void {
  adoptNow(target)
  return startLater(async () => {
    const { adoptFromClosing } = await import('./sync/closingTabs.ts')
    return () => adoptFromClosing(target)
  })
}

/** Told as a change, which fields listen for. */
function adoptNow(target: string): void {
  if (draftOf(target) === '') {
    void adoptDraft(target)
  }
}

interface Following {
  users: number
  readonly stop: () => void
}

/** One for each draft, however many fields show it. */
const followed = new Map<string, Following>()

/** With the workstation's copy, once the page has been drawn. Returns the function that stops it, with the last one of that draft. */
function keepInStep(target: string, join?: Join): () => void {
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
  return startLater(async () => {
    const { syncDraft } = await import('./sync/draftSync.ts')
    return () => syncDraft(target, join)
  })
}

/** Starts what `load` brings, unless it was stopped before. Returns the stop. */
function startLater(load: () => Promise<() => () => void>): () => void {
  let stop: (() => void) | null = null
  let isOver = false
  void whenIdle()
    .then(load)
    .then((start) => (isOver ? null : (stop = start())))
    // Without that code the draft stays in this browser.
    .catch(() => {})
  return () => {
    isOver = true
    stop?.()
  }
}
