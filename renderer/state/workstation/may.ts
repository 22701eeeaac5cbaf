import type { Scope } from '#shared/operations/operation.ts'
import { storeItem, loadItem } from '../browser/browserStorage.ts'
import { createStore, useStore } from '../store.ts'

type Needed = Exclude<Scope, 'public'>
/** null: the server did not say yet. */
type Scopes = readonly string[] | null

const KEY = 'scopes'
const state = createStore<Scopes>(loadItem(KEY)?.split(' ') ?? null)

/** Stores the scopes that the server has reported; the next page load starts with them. */
export function setScopes(scopes: Scopes): void {
  storeItem(KEY, scopes === null ? null : scopes.join(' '))
  state.set(scopes)
}

/** Whether this browser has a scope; true until the server has reported its scopes. */
export function may(needed: Needed): boolean {
  return isIn(state.get(), needed)
}

/** `may` for components: nothing is offered that would be refused. */
export function useMay(needed: Needed): boolean {
  return useStore(state, (scopes) => isIn(scopes, needed))
}

function isIn(scopes: Scopes, needed: Needed): boolean {
  return scopes === null || scopes.includes(needed)
}
