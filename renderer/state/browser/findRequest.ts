import type { SessionId } from '#shared/ids.ts'
import { createStore, type WritableStore } from '../store.ts'

/** The session in whose conversation somebody asked, by a menu, to find words; null: nobody, or it is being searched. */
export const findRequest: WritableStore<SessionId | null> = createStore<SessionId | null>(null)
