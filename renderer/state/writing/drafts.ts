import { keep, kept, keptNames } from '../browser/browserStorage.ts'
import { createStore, type Store } from '../store.ts'
import { isGone, tab } from './tab.ts'

const additions = createStore(0)

/** Changes when something else than the field wrote into a draft of this tab. */
export const draftAdditions: Store<number> = additions

/** Puts words below what is in this tab's draft. */
export function addToDraft(place: string, words: string): void {
  const text = draftOf(place)
  keepDraft(place, text.trim() === '' ? words : `${text}\n${words}`)
  additions.set(additions.get() + 1)
}

/** What this tab keeps of the unsent prompt of a session (or of `new`), so that no reload loses it. Empty: nothing. */
export function draftOf(place: string): string {
  return kept(nameOf(place)) ?? ''
}

/** Keeps this tab's draft; an empty one is forgotten. What other tabs keep stays. */
export function keepDraft(place: string, text: string): void {
  keep(nameOf(place), text === '' ? null : text)
}

/** Takes over a draft that a closed tab left there; empty when there is none. */
export async function takeDraft(place: string): Promise<string> {
  for (const name of keptNames(`draft.${place}`)) {
    const owner = name.slice(`draft.${place}.`.length)
    const text = kept(name) ?? ''
    const isLeft = text !== '' && owner !== tab && (owner === '' || (await isGone(owner)))
    // Whoever began to type meanwhile keeps that; what was left waits for the next empty field.
    if (isLeft && draftOf(place) === '') {
      keepDraft(place, text)
      keep(name, null)
      return text
    }
  }
  return ''
}

function nameOf(place: string): string {
  return `draft.${place}.${tab}`
}
