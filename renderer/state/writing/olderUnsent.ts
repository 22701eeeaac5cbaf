import { loadItem, storeItem } from '../browser/browserStorage.ts'
import { addUnsentText, isUnsentText, parsed } from './unsentTexts.ts'

/** Until 2026-11-29 all unsent texts were one entry: they are taken over, once. */
export function takeOverUnsent(): void {
  const before = parsed(loadItem('unsent'))
  storeItem('unsent', null)
  ;(Array.isArray(before) ? before.filter(isUnsentText) : []).forEach(addUnsentText)
}
