import type { Scope } from '#shared/operations/operation.ts'
import { keep, kept } from '../browser/browserStorage.ts'
import { createStore, useStore } from '../store.ts'

type Needed = Exclude<Scope, 'public'>
/** null: the server did not say yet. */
type Scopes = readonly string[] | null

const KEY = 'scopes'
const state = createStore<Scopes>(kept(KEY)?.split(' ') ?? null)

/** The server said what this browser may ask for. What it said last is where the next page load begins. */
export function toldScopes(scopes: Scopes): void {
  keep(KEY, scopes === null ? null : scopes.join(' '))
  state.set(scopes)
}

/** Whether this browser may ask for what needs that. As long as nobody said, only the server knows: true. */
export function may(needed: Needed): boolean {
  return isIn(state.get(), needed)
}

/** The same for what is drawn: nothing is offered that would be refused. */
export function useMay(needed: Needed): boolean {
  return useStore(state, (scopes) => isIn(scopes, needed))
}

function isIn(scopes: Scopes, needed: Needed): boolean {
  return scopes === null || scopes.includes(needed)
}
