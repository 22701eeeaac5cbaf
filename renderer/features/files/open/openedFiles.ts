import { useEffect } from 'react'
import type { SessionId } from '#shared/ids.ts'
import { createStore, type Store } from '#renderer/state/store.ts'

/** As many stay open; the oldest give way. */
const MAX_OPEN = 12

const state = createStore<ReadonlyMap<SessionId, readonly string[]>>(new Map())

/** The paths of the files that are open, by session, in the order in which they were opened. */
export const openedFiles: Store<ReadonlyMap<SessionId, readonly string[]>> = state

/** A file that is shown is one of the open ones. */
export function useOpened(session: SessionId, path: string): void {
  useEffect(() => {
    const before = state.get().get(session) ?? []
    if (!before.includes(path)) {
      state.set(new Map(state.get()).set(session, [...before, path].slice(-MAX_OPEN)))
    }
  }, [session, path])
}

/** Closes a file. Answers what is shown then; empty: the tree. What was not saved stays, and is there when it is opened again. */
export function closeFile(session: SessionId, path: string, shown: string): string {
  const rest = (state.get().get(session) ?? []).filter((one) => one !== path)
  state.set(new Map(state.get()).set(session, rest))
  return shown === path ? (rest.at(-1) ?? '') : shown
}
