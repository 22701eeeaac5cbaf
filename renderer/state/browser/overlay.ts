import type { Session } from '#shared/session/session.ts'
import { createStore, type Store } from '../store.ts'

/** What lies over the page: the palette, the sheet of shortcuts, the sheet of other sessions, or a question about a session. */
export type Overlay =
  /** `beside`: it asks for the session to open beside the one that is open. `query`: what stands in it at first. */
  | { readonly kind: 'palette'; readonly beside?: true; readonly query?: string }
  | { readonly kind: 'shortcuts' }
  | { readonly kind: 'switcher'; readonly session: Session }
  | { readonly kind: 'rename' | 'end' | 'delete'; readonly session: Session }

const state = createStore<Overlay | null>(null)

/** One at a time; null: none. */
export const overlay: Store<Overlay | null> = state

/** Opens it in the place of what is open; null closes. */
export function showOverlay(next: Overlay | null): void {
  state.set(next)
}
