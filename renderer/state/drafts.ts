import { keep, kept } from './keep.ts'

/** The unsent prompt of a session (or of `new`), so that no reload loses it. Empty when there is none. */
export function draftOf(place: string): string {
  return kept(`draft.${place}`) ?? ''
}

/** Keeps a draft; an empty one is forgotten. */
export function keepDraft(place: string, text: string): void {
  keep(`draft.${place}`, text === '' ? null : text)
}
