import { createStore, type Store } from '../store.ts'
import { newHistoryEntry } from './scrollPositions.ts'

/** The address bar's path and query; `renderer/app/pages.ts` knows which page that is. */
export interface Address {
  readonly path: string
}

const state = createStore<Address>({ path: location.pathname })
window.addEventListener('popstate', () => state.set({ path: location.pathname }))

/** The page that a path leads to. */
export const address: Store<Address> = state

/** Navigates to a page of this app, as a link would. */
export function goTo(path: string): void {
  history.pushState(newHistoryEntry(), '', path)
  state.set({ path: new URL(path, location.origin).pathname })
  window.scrollTo(0, 0)
}
