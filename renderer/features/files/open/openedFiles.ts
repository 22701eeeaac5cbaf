import { useEffect } from 'react'
import * as z from 'zod'
import { SessionId } from '#shared/ids.ts'
import { loadItem, storeItem } from '#renderer/state/browser/browserStorage.ts'
import { createStore, type Store } from '#renderer/state/store.ts'
import { unsavedPaths } from './unsaved.ts'

/** As many stay open; the oldest give way. */
const MAX_OPEN = 12
/** This browser remembers those of so many sessions. */
const MAX_SESSIONS = 20
const NAME = 'open_files'
const Kept = z.array(z.object({ session: SessionId, paths: z.array(z.string()) }))

const state = createStore(kept())

/** The paths of the files that are open, by session, in the order in which they were opened. They are open after a reload. */
export const openedFiles: Store<ReadonlyMap<SessionId, readonly string[]>> = state

/** A file that is shown is one of the open ones, and so is each that has something that was not saved. */
export function useOpened(session: SessionId, path: string): void {
  useEffect(() => {
    const before = state.get().get(session) ?? []
    const missing = [...unsavedPaths(session), path].filter((one) => !before.includes(one))
    if (missing.length > 0) {
      set(session, [...new Set([...before, ...missing])].slice(-MAX_OPEN))
    }
  }, [session, path])
}

/** Closes a file. Answers what is shown then; empty: the tree. What was not saved stays, and is there when it is opened again. */
export function closeFile(session: SessionId, path: string, shown: string): string {
  const rest = (state.get().get(session) ?? []).filter((one) => one !== path)
  set(session, rest)
  return shown === path ? (rest.at(-1) ?? '') : shown
}

function set(session: SessionId, paths: readonly string[]): void {
  const others = [...state.get()].filter(([one]) => one !== session)
  const now = [...others, [session, paths] as const].slice(-MAX_SESSIONS)
  state.set(new Map(now))
  storeItem(NAME, JSON.stringify(now.map(([one, open]) => ({ session: one, paths: open }))))
}

function kept(): ReadonlyMap<SessionId, readonly string[]> {
  try {
    const all = Kept.parse(JSON.parse(loadItem(NAME) ?? '[]'))
    return new Map(all.slice(-MAX_SESSIONS).map(({ session, paths }) => [session, paths.slice(-MAX_OPEN)]))
  } catch {
    return new Map()
  }
}
