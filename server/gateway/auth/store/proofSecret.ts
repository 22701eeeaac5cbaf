import { randomBytes } from 'node:crypto'
import type { Database } from 'better-sqlite3'

const BYTES = 32

/** What marks our own challenges, made at the first call. It stays over restarts, so that open pages notice none. */
export function readProofSecret(database: Database): Buffer {
  database.prepare<[Buffer]>('INSERT OR IGNORE INTO proof_secret (id, secret) VALUES (1, ?)').run(randomBytes(BYTES))
  const row = database.prepare<[], { secret: Buffer }>('SELECT secret FROM proof_secret').get()
  if (row === undefined) {
    throw new Error('SQLite has no row that was just inserted')
  }
  return row.secret
}
