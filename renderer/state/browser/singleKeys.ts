import { createStore, type Store } from '../store.ts'
import { loadItem, storeItem } from './browserStorage.ts'

const OFF = 'single_keys'
const state = createStore(loadItem(OFF) !== 'off')

/** Whether shortcuts of a single key work in this browser. */
export const singleKeys: Store<boolean> = state

/** Switches them on or off, stored in this browser. */
export function setSingleKeys(on: boolean): void {
  storeItem(OFF, on ? null : 'off')
  state.set(on)
}
