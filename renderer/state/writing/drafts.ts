import { storeItem, loadItem, storedNames } from '../browser/browserStorage.ts'
import { createStore, type Store } from '../store.ts'
import { isGone, tab } from './tab.ts'

const additions = createStore(0)

/** Changes when something other than the composer has changed a draft of this tab. */
export const draftAdditions: Store<number> = additions

/** Appends text to this tab's draft. */
export function addToDraft(target: string, addition: string): void {
  const text = draftOf(target)
  storeDraft(target, text.trim() === '' ? addition : `${text}\n${addition}`)
  additions.set(additions.get() + 1)
}

/** The stored draft of this tab, for a session or for `new`, so that no reload loses it. Empty when there is none. */
export function draftOf(target: string): string {
  return loadItem(nameOf(target)) ?? ''
}

/** Stores this tab's draft; an empty one is removed. Drafts of other tabs are kept. */
export function storeDraft(target: string, text: string): void {
  storeItem(nameOf(target), text === '' ? null : text)
}

/** Takes over the draft of a closed tab; empty when there is none. */
export async function adoptDraft(target: string): Promise<string> {
  for (const name of storedNames(`draft.${target}`)) {
    const owner = name.slice(`draft.${target}.`.length)
    const text = loadItem(name) ?? ''
    const isLeft = text !== '' && owner !== tab && (owner === '' || (await isGone(owner)))
    // Text typed meanwhile wins; the older draft waits for the next empty composer.
    if (isLeft && draftOf(target) === '') {
      storeDraft(target, text)
      storeItem(name, null)
      return text
    }
  }
  return ''
}

function nameOf(target: string): string {
  return `draft.${target}.${tab}`
}
