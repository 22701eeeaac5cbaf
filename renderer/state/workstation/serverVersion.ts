import { createStore, type Store } from '../store.ts'

const state = createStore<string | null>(null)
let own: string | null = null

/** The version of a server that is newer (or older) than this page; null while they are of one make. */
export const otherVersion: Store<string | null> = state

/**
 * The first version that the server reports is the page's own. A later server of another version still works with this
 * page, or reports what it does not know; reloading fetches the matching page.
 */
export function noteServerVersion(version: string): void {
  own ??= version
  state.set(version === own ? null : version)
}
