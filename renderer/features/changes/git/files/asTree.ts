import { loadItem, storeItem } from '#renderer/state/browser/browserStorage.ts'
import { createStore, type Store, type WritableStore } from '#renderer/state/store.ts'

const KEY = 'git.tree'

const state: WritableStore<boolean> = createStore<boolean>(loadItem(KEY) !== null)

/** Whether files are shown by folder, in this browser. */
export const asTree: Store<boolean> = state

export function showAsTree(is: boolean): void {
  storeItem(KEY, is ? 'yes' : null)
  state.set(is)
}
