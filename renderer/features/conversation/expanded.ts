import { useContext } from 'react'
import type { SessionId } from '#shared/ids.ts'
import { createStore, useStore } from '#renderer/state/store.ts'
import { SessionScope } from './sessionScope.ts'

const state = createStore<ReadonlySet<string>>(new Set())

/**
 * Whether a row of a conversation is expanded. Stored outside the rows, which unmount when they scroll away; by session,
 * since a fork has rows of its origin's ids.
 */
export function useExpanded(id: string): readonly [boolean, () => void] {
  const key = keyOf(useContext(SessionScope), id)
  const isOpen = useStore(state, (keys) => keys.has(key))
  return [isOpen, () => toggle(key)]
}

/** Expands a row. */
export function expand(session_id: SessionId | null, id: string): void {
  state.set(new Set([...state.get(), keyOf(session_id, id)]))
}

function keyOf(session_id: SessionId | null, id: string): string {
  return `${session_id} ${id}`
}

function toggle(key: string): void {
  const keys = new Set(state.get())
  if (!keys.delete(key)) {
    keys.add(key)
  }
  state.set(keys)
}
