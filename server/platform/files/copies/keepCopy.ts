import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync } from 'node:fs'
import path from 'node:path'
import type { Database } from 'better-sqlite3'
import { HomeportError } from '#shared/errors.ts'
import { systemClock } from '../../clock.ts'
import { failureCode, failureText } from '../../failure.ts'
import { copiesFolder, copyName, removeDatabaseFile, removeOldCopies } from './databaseCopies.ts'

/** A copy that was just made. */
export interface KeptCopy {
  readonly path: string
  /** What it was made for has happened: older copies make room. */
  keep(): void
  /** What it was made for did not happen, so the database is still what the copy is. */
  discard(): void
}

/**
 * Copies an open database whole into `copies` beside it, mode 0600, on disk when it returns.
 * @param schema How many steps it has had: part of the name.
 * @throws HomeportError SETTINGS_001 when there is no room, or the database is damaged; no half copy stays then.
 */
export function keepCopy(database: Database, schema: number): KeptCopy {
  const made = path.join(copiesFolder(database.name), copyName(database.name, schema, systemClock.timestamp()))
  try {
    mkdirSync(path.dirname(made), { recursive: true, mode: 0o700 })
    removeUnfinished(database.name)
    copyWhole(database, made)
  } catch (error) {
    throw noCopy(database.name, error)
  }
  return {
    path: made,
    keep: () => removeOldCopies(database.name),
    discard: () => removeDatabaseFile(made),
  }
}

const UNFINISHED = '.tmp'

function copyWhole(database: Database, made: string): void {
  const unfinished = `${made}${UNFINISHED}`
  try {
    closeSync(openSync(unfinished, 'wx', 0o600))
    // Takes what is in the log beside the database as well, and asks each page on the way.
    database.prepare('VACUUM INTO ?').run(unfinished)
    sync(unfinished)
    renameSync(unfinished, made)
  } catch (error) {
    removeDatabaseFile(unfinished)
    throw error
  }
}

/** What a crash or a full disk left. Only the one program that holds the lock of a database comes here with it. */
function removeUnfinished(file: string): void {
  const folder = copiesFolder(file)
  for (const name of readdirSync(folder)) {
    if (name.startsWith(`${path.basename(file, '.db')}-`) && name.endsWith(UNFINISHED)) {
      removeDatabaseFile(path.join(folder, name))
    }
  }
}

function sync(file: string): void {
  const handle = openSync(file, 'r+')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

function noCopy(file: string, cause: unknown): HomeportError {
  const isFull = ['SQLITE_FULL', 'ENOSPC'].includes(failureCode(cause) ?? '')
  const reason = isFull ? 'the disk is full' : failureText(cause)
  const advice = isFull ? 'Free as much space as it takes, then start again.' : 'Mend that, then start again.'
  return new HomeportError(
    'SETTINGS_001',
    `${file} must change for this version of Homeport, and no copy of it could be made before: ${reason}. ` +
      `Nothing was changed. ${advice}`,
    { cause, details: { problem: 'unusable', path: file } },
  )
}
