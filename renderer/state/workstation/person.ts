import { loadItem, storeItem } from '../browser/browserStorage.ts'
import type * as Leaving from './leaving.ts'
import { createStore, type Store } from '../store.ts'

/** Whose words this browser keeps; empty: nobody's. */
let whose = loadItem('person') ?? ''
let isStored = whose !== ''
let isRemoved = false

const known = createStore(false)
/** Whether the workstation has said who this connection is of: until then nothing that a person wrote earlier may be sent. */
export const isPersonKnown: Store<boolean> = known

export function setPersonKnown(is: boolean): void {
  known.set(is)
}

/** Empty too where the browser refused to store it: then no other tab can have changed it. */
export function whoseWords(): string {
  return isStored ? whose : ''
}

/**
 * To be called with who has signed in. False: this browser keeps the words of somebody else, whose sign-in ran out. They are removed,
 * and the page is loaded anew.
 */
export function enterAs(id: string): boolean {
  if (isRemoved || (whose !== '' && whose !== id)) {
    // Another tab, or the page after this one, may have entered already: what is kept now is theirs.
    void leave((code) => (loadItem('person') === id ? code.loadAnew() : code.leaveTo(id)))
    return false
  }
  whose = id
  isStored = storeItem('person', id)
  return true
}

/**
 * Removes what a person typed here, whose sign-in was ended for good: `how` says what else. What is in memory goes with the next
 * sign-in at the latest.
 */
export async function leave<T>(how: (code: typeof Leaving) => T): Promise<T> {
  isRemoved = true
  whose = ''
  return how(await import('./leaving.ts'))
}
