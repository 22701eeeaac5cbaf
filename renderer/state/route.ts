import { SessionId } from '#shared/ids.ts'
import { newHistoryEntry } from './scrollPlaces.ts'
import { createStore, type Store } from './store.ts'

/** Pages that are named by one word, and what somebody must be allowed to ask for to get anything out of them. */
const plainPages = {
  new: 'drive',
  remote: 'local',
  welcome: 'drive',
  devices: 'read',
  audit: 'manage',
  settings: 'manage',
  claude: 'read',
  usage: 'read',
  panel: 'manage',
  logs: 'local',
  updates: 'local',
  qr: 'local',
} as const

export type Route =
  | { readonly kind: 'home' }
  | { readonly kind: keyof typeof plainPages }
  | { readonly kind: 'session'; readonly id: SessionId }
  | { readonly kind: 'unknown' }

const state = createStore<Route>(routeOf(location.pathname))
window.addEventListener('popstate', () => state.set(routeOf(location.pathname)))

/** Where the person is; the address bar says the same. */
export const route: Store<Route> = state

/** Goes to a page of this app, as a link would. */
export function goTo(path: string): void {
  history.pushState(newHistoryEntry(), '', path)
  state.set(routeOf(new URL(path, location.origin).pathname))
  window.scrollTo(0, 0)
}

/** Reads a path; one that names no page is `unknown`. */
export function routeOf(path: string): Route {
  const [page, id, ...rest] = path.split('/').filter((part) => part !== '')
  if (page === 'session' && rest.length === 0) {
    const session = SessionId.safeParse(id)
    return session.success ? { kind: 'session', id: session.data } : { kind: 'unknown' }
  }
  if (page === undefined) {
    return { kind: 'home' }
  }
  return { kind: isPlain(page) && id === undefined ? page : 'unknown' }
}

/** What a page needs; to who lacks it, it is neither offered nor drawn. */
export function neededOf({ kind }: Route): 'read' | 'drive' | 'manage' | 'local' {
  return isPlain(kind) ? plainPages[kind] : 'read'
}

function isPlain(page: string): page is keyof typeof plainPages {
  return Object.hasOwn(plainPages, page)
}
