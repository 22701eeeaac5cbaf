import type { Migration } from '#server/platform/files/database.ts'
import { beginnings } from './migrations/beginnings.ts'
import { latest } from './migrations/latest.ts'
import { since } from './migrations/since.ts'

/** The schema of `sessions.db`, step by step. A released step is never edited: a change is a new step at the end. */
export const migrations: readonly Migration[] = [...beginnings, ...since, ...latest]
