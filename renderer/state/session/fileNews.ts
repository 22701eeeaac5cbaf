import type { FileChanged, GitChanged } from '#shared/session/events.ts'
import { createStore, type WritableStore } from '../store.ts'

/** The latest that the workstation says of changed files and repositories, of whichever session. */
export const fileNews: WritableStore<FileChanged | GitChanged | null> = createStore<FileChanged | GitChanged | null>(
  null,
)
