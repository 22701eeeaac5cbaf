import { closeSync, openSync } from 'node:fs'
import Database from 'better-sqlite3'
import { HomeportError } from '#shared/errors.ts'
import { failureCode } from '../failure.ts'
import { type KeptCopy, keepCopy } from './copies/keepCopy.ts'

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
  /** Whether `migrate` would change what an older Homeport has written: a copy is kept before. */
  readonly isBehind: (database: Database.Database) => boolean
  /** Runs in one transaction: all of it or nothing. */
  readonly migrate: (database: Database.Database) => void
}

/**
 * Opens a database of one writer: made with mode 0600 when absent, WAL, foreign keys on, all migrations applied, and
 * a copy kept of what it was before them.
 * A commit is safe against a crash of this program; the last ones may be lost when the power fails.
 * @throws HomeportError SETTINGS_001 when a newer Homeport has written it, or the disk has no room for the copy or the
 * migrations; nothing is changed then.
 */
export function openDatabase(path: string, migrations: readonly Migration[]): Database.Database {
  return openDatabaseOf(path, schemaOf(path, migrations))
}

/** The schema of a list of steps. */
export function schemaOf(path: string, migrations: readonly Migration[]): Schema {
  return {
    refuse: (database) => {
      const version = schemaVersion(database)
      if (version > migrations.length) {
        throw newerDatabase(path, { version, known: migrations.length })
      }
    },
    isBehind: (database) => schemaVersion(database) < migrations.length,
    migrate: (database) => migrate(database, migrations),
  }
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
    const version = schemaVersion(database)
    const copy = version > 0 && schema.isBehind(database) ? keepCopy(database, version) : null
    bringUpToDate(database, schema, copy)
    return database
  } catch (error) {
    database.close()
    throw failureCode(error) === 'SQLITE_FULL' ? noRoom(path, error) : error
  }
}

function bringUpToDate(database: Database.Database, schema: Schema, copy: KeptCopy | null): void {
  try {
    database.transaction(() => schema.migrate(database)).immediate()
  } catch (error) {
    copy?.discard()
    throw error
  }
  copy?.keep()
}

function noRoom(path: string, cause: unknown): HomeportError {
  return new HomeportError(
    'SETTINGS_001',
    `${path} cannot be opened for writing: the disk is full. Nothing was changed. Free some space, then start again.`,
    { cause, details: { problem: 'unusable', path } },
  )
}

/** Why a database of a newer Homeport is not opened. */
export function newerDatabase(path: string, { version, known }: { version: number; known: number }): HomeportError {
  return new HomeportError(
    'SETTINGS_001',
    `${path} was written by a newer Homeport (schema ${version}, this one knows ${known}). ` +
      'Nothing was changed. Start the newer version, go back to the copy from before it with "homeport rollback", ' +
      'or name another data directory with --data-dir.',
    { details: { problem: 'unusable', path } },
  )
}

function migrate(database: Database.Database, migrations: readonly Migration[]): void {
  for (const { sql } of migrations.slice(schemaVersion(database))) {
    database.exec(sql)
  }
  database.pragma(`user_version = ${migrations.length}`)
}

/** How many steps it has had. */
export function schemaVersion(database: Database.Database): number {
  return Number(database.pragma('user_version', { simple: true }))
}
