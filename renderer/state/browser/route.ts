import { createStore, type Store } from '../store.ts'
import { newHistoryEntry } from './scrollPlaces.ts'

/** What the address bar says; which page that is, `renderer/app/pages.ts` knows. */
export interface Address {
  readonly path: string
}

const state = createStore<Address>({ path: location.pathname })
window.addEventListener('popstate', () => state.set({ path: location.pathname }))

/** Where the person is. A new value each time they go somewhere, also where that is the same page. */
export const address: Store<Address> = state

/** Goes to a page of this app, as a link would. */
export function goTo(path: string): void {
  history.pushState(newHistoryEntry(), '', path)
  state.set({ path: new URL(path, location.origin).pathname })
  window.scrollTo(0, 0)
}
