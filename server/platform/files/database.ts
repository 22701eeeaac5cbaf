import { closeSync, openSync } from 'node:fs'
import Database from 'better-sqlite3'
import { HomeportError } from '#shared/errors.ts'

/** How long a statement waits for another process that holds the database. */
export const BUSY_TIMEOUT_MS = 5_000

/** One step of a schema. Its number is its position in the list, from 1 on: steps are added at the end, never edited. */
export interface Migration {
  readonly name: string
  readonly sql: string
}

/** How a schema is brought up to date. */
export interface Schema {
  /** Before anything is changed. @throws HomeportError SETTINGS_001 for what a newer Homeport has written. */
  readonly refuse: (database: Database.Database) => void
  readonly migrate: (database: Database.Database) => void
}

/**
 * Opens a database of one writer: made with mode 0600 when absent, WAL, foreign keys on, all migrations applied.
 * A commit is safe against a crash of this program; the last ones may be lost when the power fails.
 * @throws HomeportError SETTINGS_001 when a newer Homeport has written it; nothing is changed then.
 */
export function openDatabase(path: string, migrations: readonly Migration[]): Database.Database {
  return openDatabaseOf(path, {
    refuse: (database) => {
      const version = schemaVersion(database)
      if (version > migrations.length) {
        throw newerDatabase(path, { version, known: migrations.length })
      }
    },
    migrate: (database) => migrate(database, migrations),
  })
}

/** As `openDatabase`, for a schema that keeps its own account of its steps. */
export function openDatabaseOf(path: string, schema: Schema): Database.Database {
  closeSync(openSync(path, 'a', 0o600))
  const database = new Database(path)
  try {
    schema.refuse(database)
    database.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`)
    database.pragma('journal_mode = WAL')
    database.pragma('synchronous = NORMAL')
    database.pragma('foreign_keys = ON')
    schema.migrate(database)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

/** Why a database of a newer Homeport is not opened. */
export function newerDatabase(path: string, { version, known }: { version: number; known: number }): HomeportError {
  return new HomeportError(
    'SETTINGS_001',
    `${path} was written by a newer Homeport (schema ${version}, this one knows ${known}). ` +
      'Nothing was changed. Start the newer version, or name another data directory with --data-dir.',
    { details: { problem: 'unusable', path } },
  )
}

/** Each step and its number are committed together, so that a crash in between repeats nothing. */
function migrate(database: Database.Database, migrations: readonly Migration[]): void {
  const apply = database.transaction((migration: Migration, version: number) => {
    if (schemaVersion(database) < version) {
      database.exec(migration.sql)
      database.pragma(`user_version = ${version}`)
    }
  })
  for (const [index, migration] of migrations.entries()) {
    apply.immediate(migration, index + 1)
  }
}

/** How many steps it has had. */
export function schemaVersion(database: Database.Database): number {
  return Number(database.pragma('user_version', { simple: true }))
}
