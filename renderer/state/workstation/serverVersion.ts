import { createStore, type Store } from '../store.ts'

const state = createStore<string | null>(null)
let own: string | null = null

/** The version of a server that is newer (or older) than this page; null while they are of one make. */
export const otherVersion: Store<string | null> = state

/**
 * The server came with this page, so the first version it names is the page's own. A server that is another one later
 * still gets on with this page, or says what it does not know; a reload brings the page that belongs to it.
 */
export function sawVersion(version: string): void {
  own ??= version
  state.set(version === own ? null : version)
}
