import { closeSync, copyFileSync, existsSync, fsyncSync, linkSync, openSync, renameSync } from 'node:fs'
import path from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { copiesFolder, copyName, removeDatabaseFile, removeOldCopies } from './databaseCopies.ts'

/**
 * Puts a copy in the place of the database `file`, which nobody may have open. What was there is kept as a copy of its
 * own. At every moment the one or the other lies there whole.
 * @returns the name of the copy that what was there became.
 * @throws Error of SQLite or `node:fs`; the database is as it was then.
 */
export function putBack(copy: string, file: string, time: string): string {
  const fresh = `${file}.tmp`
  removeDatabaseFile(fresh)
  try {
    copyFileSync(copy, fresh)
    asks(fresh, 'integrity_check')
    sync(fresh)
    const name = setAside(file, time)
    renameSync(fresh, file)
    removeOldCopies(file)
    return name
  } catch (error) {
    removeDatabaseFile(fresh)
    throw error
  }
}

/** Under a second name: the place itself is never empty. */
function setAside(file: string, time: string): string {
  const schema = foldLog(file)
  const name = copyName(file, schema, time)
  const aside = path.join(copiesFolder(file), name)
  for (const suffix of ['-wal', '-shm']) {
    // There only where the database is damaged: beside another database SQLite would read the log into that one.
    if (existsSync(file + suffix)) {
      renameSync(file + suffix, aside + suffix)
    }
  }
  secondName(file, aside)
  return name
}

/** Some disks know no second names: there it takes the room of a copy. */
function secondName(file: string, name: string): void {
  try {
    linkSync(file, name)
  } catch {
    copyFileSync(file, name)
    sync(name)
  }
}

/** Writes all that lies beside the database into it; returns its schema, 0 for one that cannot be read. */
function foldLog(file: string): number {
  try {
    const database = new BetterSqlite3(file, { fileMustExist: true })
    try {
      const schema = Number(database.pragma('user_version', { simple: true }))
      database.pragma('journal_mode = DELETE')
      return schema
    } finally {
      database.close()
    }
  } catch {
    return 0
  }
}

function asks(file: string, question: string): void {
  const database = new BetterSqlite3(file, { readonly: true })
  try {
    const answer = database.pragma(question, { simple: true })
    if (answer !== 'ok') {
      throw new Error(`the copy is damaged (${String(answer)})`)
    }
  } finally {
    database.close()
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
