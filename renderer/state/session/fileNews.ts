import type { FileChanged } from '#shared/session/events.ts'
import { createStore, type WritableStore } from '../store.ts'

/** The latest that the workstation says of changed files, of whichever session. */
export const fileNews: WritableStore<FileChanged | null> = createStore<FileChanged | null>(null)
