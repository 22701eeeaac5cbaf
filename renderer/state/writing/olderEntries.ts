import * as z from 'zod'
import { loadItem, storeItem } from '../browser/browserStorage.ts'
import { addUnsentText, isUnsentText, parsed } from './unsentTexts.ts'

const Older = z.array(z.looseObject({ key: z.string() }))

/** Until 2026-11-29 all unsent texts were one entry, until 2026-11-27 all waiting messages: they are taken over, once. */
export function takeOverOlder(): void {
  const texts = parsed(loadItem('unsent'))
  storeItem('unsent', null)
  ;(Array.isArray(texts) ? texts.filter(isUnsentText) : []).forEach(addUnsentText)
  const messages = Older.safeParse(parsed(loadItem('outbox'))).data ?? []
  messages.forEach((one) => storeItem(`outbox.${one.key}`, JSON.stringify(one)))
  storeItem('outbox', null)
  if (messages.length > 0) {
    // As another tab tells of what it stored.
    dispatchEvent(new Event('storage'))
  }
}
