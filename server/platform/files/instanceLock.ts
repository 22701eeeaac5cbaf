import Database from 'better-sqlite3'
import { failureCode } from '../failure.ts'

/**
 * Holds a lock of the operating system on a file until it is released or this process ends, however it ends. An
 * empty SQLite database serves as the file: its exclusive lock works the same on every platform.
 * Returns how to release it; null when another process holds it, also after `waitMs`, which block this process.
 */
export function holdInstanceLock(file: string, waitMs = 0): (() => void) | null {
  const database = new Database(file, { timeout: waitMs })
  try {
    database.pragma('journal_mode = MEMORY')
    database.exec('BEGIN EXCLUSIVE')
    return () => database.close()
  } catch (error) {
    database.close()
    if (failureCode(error)?.startsWith('SQLITE_BUSY') === true) {
      return null
    }
    throw error
  }
}
