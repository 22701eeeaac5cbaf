import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { temporaryFolder } from './temporaryFolder.ts'

const folder = path.join(import.meta.dirname, '../server/platform/files/recorded')

/** Databases that the programs of their time wrote, one for each schema that there was (README.md beside them). */
export function recordedDatabases(stem: 'sessions' | 'homeport' | 'changes'): readonly string[] {
  return readdirSync(folder).filter((name) => name.startsWith(`${stem}-`) && name.endsWith('.sql'))
}

/** A recorded database as a file, in a folder of its own. */
export function restoreRecorded(recorded: string): string {
  const file = path.join(temporaryFolder(), `${recorded.replace(/-.*/, '')}.db`)
  const database = new BetterSqlite3(file)
  database.pragma('foreign_keys = OFF')
  database.exec(readFileSync(path.join(folder, recorded), 'utf8'))
  database.close()
  return file
}
