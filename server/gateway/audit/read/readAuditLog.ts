import { existsSync } from 'node:fs'
import BetterSqlite3, { type Database } from 'better-sqlite3'
import { HomeportError } from '#shared/errors.ts'
import { failureText } from '#server/platform/failure.ts'
import type { Paths } from '#server/platform/files/paths.ts'

/**
 * Opens the database of a data directory to read the audit log, whether a gateway runs on it or not; nothing in it is
 * changed. Close it.
 * @throws HomeportError SETTINGS_001 when there is none, or it cannot be read.
 */
export function openForReading(paths: Paths): Database {
  if (!existsSync(paths.homeportDb)) {
    throw new HomeportError(
      'SETTINGS_001',
      `There is no Homeport in ${paths.dataDir}. Name its data directory with --data-dir.`,
    )
  }
  try {
    const database = new BetterSqlite3(paths.homeportDb, { readonly: true, fileMustExist: true })
    database.pragma('busy_timeout = 5000')
    return database
  } catch (cause) {
    throw new HomeportError('SETTINGS_001', `${paths.homeportDb} cannot be read: ${failureText(cause)}.`, { cause })
  }
}
