import { createStore, type Store } from '../store.ts'

const state = createStore<PageUpdate | null>(null)
let own: string | null = null
let reload = (): void => location.reload()

/** `version`: what the server calls itself now; null: of the same version, built anew. */
export interface PageUpdate {
  readonly version: string | null
}

/** That the server has another page than this one; null while they are of one make. */
export const pageUpdate: Store<PageUpdate | null> = state

/**
 * The first version that the server reports is the page's own. A later server of another version still works with this
 * page, or reports what it does not know; reloading fetches the matching page.
 */
export function noteServerVersion(version: string): void {
  own ??= version
  if (version !== own) {
    state.set({ version })
  } else if (typeof state.get()?.version === 'string') {
    state.set(null)
  }
}

/** A newer page waits in this browser. */
export function notePageUpdate(): void {
  state.set(state.get() ?? { version: null })
}

/** Opens this page anew, as the server has it now. */
export function reloadPage(): void {
  reload()
}

/** Where the page comes from the browser's cache, that one has to be changed first. */
export function setReload(how: () => void): void {
  reload = how
}
