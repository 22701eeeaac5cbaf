import { loadItem, onStorageChange, removePersonal, storeItem } from '../browser/browserStorage.ts'
import { createStore, type Store } from '../store.ts'

const ENTRY = 'person'
/** Whose words this browser keeps; empty: nobody's. */
let whose = loadItem(ENTRY) ?? ''
let isRemoved = false

const known = createStore(false)
/** Whether the workstation has said who this connection is of: until then nothing that a person wrote earlier may be sent. */
export const isPersonKnown: Store<boolean> = known

export function setPersonKnown(is: boolean): void {
  known.set(is)
}

/**
 * To be called with who has signed in. False: this browser keeps the words of somebody else, whose sign-in ran out. They are removed,
 * and the page is loaded anew.
 */
export function enterAs(id: string): boolean {
  if (isRemoved || (whose !== '' && whose !== id)) {
    void leaveTo(id)
    return false
  }
  whose = id
  storeItem(ENTRY, id)
  return true
}

/** Removes what a person typed here, whose sign-in was ended for good. What is in memory goes with the next sign-in at the latest. */
export function removeWords(next = ''): void {
  removePersonal(next === '' ? {} : { [ENTRY]: next })
  whose = next
  isRemoved = true
}

/** As `removeWords`, with all else that is kept, and loads the page anew. `next`: who is signed in now. */
export async function leaveTo(next = ''): Promise<void> {
  document.body.hidden = true
  removeWords(next)
  await import('../kept/forgetAll.ts').then((code) => code.forgetAll()).catch(() => {})
  location.reload()
}

/** A page of somebody whose words another tab has removed is loaded anew. */
export function followOtherTabs(): void {
  onStorageChange(() => {
    if (whose !== '' && (loadItem(ENTRY) ?? '') !== whose) {
      whose = ''
      location.reload()
    }
  })
}
