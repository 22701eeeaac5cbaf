import { createStore, useStore } from '#renderer/state/store.ts'

const state = createStore<ReadonlySet<string>>(new Set())

/** Whether a row of a conversation is expanded. Stored outside the rows, which unmount when they scroll away. */
export function useExpanded(id: string): readonly [boolean, () => void] {
  const isOpen = useStore(state, (ids) => ids.has(id))
  return [isOpen, () => toggle(id)]
}

function toggle(id: string): void {
  const ids = new Set(state.get())
  if (!ids.delete(id)) {
    ids.add(id)
  }
  state.set(ids)
}
