import type { Database } from 'better-sqlite3'
import type { NewAuditEntry } from '../log/auditRows.ts'
import type { ChainHead } from '../log/chain.ts'
import type { StoredEntry } from './storedEntries.ts'

/** The action of the entry that names an archive: the chain itself says what was taken out of it. */
export const ARCHIVED = 'audit.archived'

/** A stretch of the log that lies in a file now. */
export interface Archive {
  readonly from_seq: number
  /** The last entry of it; the log goes on after it. */
  readonly through: ChainHead
  /** Its name in the folder of archives. */
  readonly file: string
  /** Of the file, as hex. */
  readonly sha256: string
}

interface Row {
  readonly from_seq: number
  readonly through_seq: number
  readonly through_hash: string
  readonly file: string
  readonly sha256: string
}

/** The last archive; null where none was made, or the database is from before there were any. */
export function lastArchive(database: Database): Archive | null {
  const hasAny = database.prepare(`SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'audit_archives'`).get()
  const row =
    hasAny === undefined
      ? undefined
      : database.prepare<[], Row>('SELECT * FROM audit_archives ORDER BY through_seq DESC LIMIT 1').get()
  return row === undefined
    ? null
    : {
        from_seq: row.from_seq,
        through: { seq: row.through_seq, hash: row.through_hash },
        file: row.file,
        sha256: row.sha256,
      }
}

/**
 * The oldest entries, in order and without a hole, `most` of them: those from before `cutoff`, and what lies between them with a time
 * that is still to come: a clock that was wrong once dated it. Never one that is younger, nor the last one of the log.
 */
export function oldestBefore(
  database: Database,
  { cutoff, now }: { readonly cutoff: string; readonly now: string },
  most: number,
): readonly StoredEntry[] {
  return database
    .prepare<[string, string, string, number], StoredEntry>(
      `WITH young AS (
         SELECT seq FROM audit_entries
         WHERE time BETWEEN ? AND ? OR seq = (SELECT max(seq) FROM audit_entries) ORDER BY seq LIMIT 1
       )
       SELECT seq, entry, hash FROM audit_entries WHERE seq <= (
         SELECT seq FROM audit_entries WHERE seq < (SELECT seq FROM young) AND time < ? ORDER BY seq DESC LIMIT 1
       ) ORDER BY seq LIMIT ?`,
    )
    .all(cutoff, now, cutoff, most)
}

/** Takes a stretch out of the log, in one step with the entry that says so. @throws Error when it is not what lies in the file. */
export function takeOut(
  database: Database,
  archive: Archive,
  note: {
    readonly entry: NewAuditEntry
    readonly append: (entry: NewAuditEntry) => ChainHead
    readonly entries: number
  },
): void {
  const { from_seq, through, file, sha256 } = archive
  database
    .transaction(() => {
      note.append(note.entry)
      database
        .prepare(
          'INSERT INTO audit_archives (through_seq, through_hash, from_seq, file, sha256) VALUES (?, ?, ?, ?, ?)',
        )
        .run(through.seq, through.hash, from_seq, file, sha256)
      const { changes } = database.prepare('DELETE FROM audit_entries WHERE seq <= ?').run(through.seq)
      if (changes !== note.entries) {
        throw new Error(`${changes} audit entries would have left the log, but ${note.entries} lie in ${file}`)
      }
    })
    .immediate()
}
