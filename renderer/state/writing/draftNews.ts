import type { DraftChanged } from '#shared/session/events.ts'
import { createStore, type WritableStore } from '../store.ts'

/** The workstation says that a draft is another. */
export const draftNews: WritableStore<DraftChanged | null> = createStore<DraftChanged | null>(null)
