import type { Database } from 'better-sqlite3'

/** An entry as it lies in the database: its text is what was hashed. */
export interface StoredEntry {
  readonly seq: number
  readonly entry: string
  readonly hash: string
}

export interface Stretch {
  /** ISO times in UTC; from, inclusive. */
  readonly since?: string | undefined
  /** Exclusive. */
  readonly until?: string | undefined
  /** Only the last one. */
  readonly last?: boolean
}

/** False for a database that no Homeport with an audit log has opened yet. */
export function hasAuditLog(database: Database): boolean {
  const found = database.prepare(`SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'audit_entries'`).get()
  return found !== undefined
}

/** Entries in order, one by one; all of one moment of the database, whoever writes meanwhile. */
export function storedEntries(database: Database, { since, until, last = false }: Stretch): Iterable<StoredEntry> {
  // Only a filter reads the texts: those of a tampered log may be no JSON.
  const conditions = [
    ...(since === undefined ? [] : ['time >= :since']),
    ...(until === undefined ? [] : ['time < :until']),
  ]
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`
  const order = last ? 'ORDER BY seq DESC LIMIT 1' : 'ORDER BY seq'
  return database
    .prepare<[object], StoredEntry>(`SELECT seq, entry, hash FROM audit_entries ${where} ${order}`)
    .iterate({ ...(since === undefined ? {} : { since }), ...(until === undefined ? {} : { until }) })
}
