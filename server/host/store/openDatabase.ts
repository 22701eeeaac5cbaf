import Database from 'better-sqlite3'
import { HomeportError } from '#shared/errors.ts'
import { migrations } from './migrations.ts'
import type { Migration } from './migrations.ts'

export type { Database } from 'better-sqlite3'

/**
 * Opens (or makes) `sessions.db` and brings its schema up to date.
 *
 * WAL with `synchronous = NORMAL`: a commit survives the death of any process, `kill -9` included. A power cut may
 * cost the last commits before the WAL was synced, never the database's consistency.
 * @throws HomeportError SETTINGS_001 when a newer Homeport wrote it; INTERNAL_001 when it cannot be opened.
 */
export function openDatabase(file: string, steps: readonly Migration[] = migrations): Database.Database {
  const database = open(file)
  try {
    database.pragma('journal_mode = WAL')
    database.pragma('synchronous = NORMAL')
    database.pragma('foreign_keys = ON')
    database.pragma('busy_timeout = 5000')
    migrate(database, { file, steps })
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

function open(file: string): Database.Database {
  try {
    return new Database(file)
  } catch (cause) {
    throw new HomeportError(
      'INTERNAL_001',
      `The session database ${file} cannot be opened. Nothing was changed. Check the folder's permissions and disk.`,
      { cause },
    )
  }
}

function migrate(database: Database.Database, { file, steps }: { file: string; steps: readonly Migration[] }): void {
  database.exec(
    'CREATE TABLE IF NOT EXISTS schema_migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at TEXT NOT NULL) STRICT',
  )
  const found = database.prepare<[], number | null>('SELECT max(version) FROM schema_migrations').pluck().get() ?? 0
  const newest = steps.at(-1)?.version ?? 0
  if (found > newest) {
    throw new HomeportError(
      'SETTINGS_001',
      `The session database ${file} was written by a newer Homeport (schema ${found}, this one knows ${newest}). ` +
        'Nothing was changed. Update Homeport, or start it with another --data-dir.',
    )
  }
  const record = database.prepare(
    "INSERT INTO schema_migrations (version, name, applied_at) VALUES (?, ?, strftime('%Y-%m-%dT%H:%M:%fZ'))",
  )
  for (const step of steps.filter(({ version }) => version > found)) {
    database.transaction(() => {
      database.exec(step.sql)
      record.run(step.version, step.name)
    })()
  }
}
