import { keep, kept, keptNames } from './keep.ts'
import { isGone, tab } from './tab.ts'

/** What this tab keeps of the unsent prompt of a session (or of `new`), so that no reload loses it. Empty: nothing. */
export function draftOf(place: string): string {
  return kept(nameOf(place)) ?? ''
}

/** Keeps this tab's draft; an empty one is forgotten. What other tabs keep stays. */
export function keepDraft(place: string, text: string): void {
  keep(nameOf(place), text === '' ? null : text)
}

/** Takes over a draft that a closed tab left there; empty when there is none. */
export async function adoptDraft(place: string): Promise<string> {
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
