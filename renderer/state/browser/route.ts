import { createStore, type Store } from '../store.ts'
import { historyEntry, newHistoryEntry } from './scrollPositions.ts'

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

/** Another query of the page that is open: Back leads past it. `path`: with the query. */
export function replaceQuery(path: string): void {
  history.replaceState(history.state, '', path)
  state.set({ path: location.pathname })
}

/** Whether the page of this path shows the session, with or without its details. */
export function showsSession(path: string, id: string): boolean {
  return `${path}/`.startsWith(`/session/${id}/`)
}

/**
 * Another address of the page that is open, which keeps its scroll position and, unless another is given, its query. `push`:
 * Back returns to the one before, as `isOnTop` then says.
 */
export function changePath(path: string, how: 'push' | 'replace', query = location.search): void {
  const target = path + query
  if (how === 'push') {
    history.pushState({ entry: historyEntry(), on_top: true }, '', target)
  } else {
    history.replaceState(history.state, '', target)
  }
  state.set({ path })
}

/** Whether Back leads to another address of this very page. */
export function isOnTop(): boolean {
  const held: unknown = history.state
  return typeof held === 'object' && held !== null && 'on_top' in held
}
