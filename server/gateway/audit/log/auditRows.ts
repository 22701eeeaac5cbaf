import type { Database } from 'better-sqlite3'
import { AuditEntry } from '#shared/operations/audit.ts'
import type { ParamsOf, ResultOf } from '#shared/operations/table.ts'
import { canonicalJson } from '#server/platform/canonicalJson.ts'
import { type ChainHead, GENESIS, chainHash } from './chain.ts'

/** An entry before it has its number and hash. */
export type NewAuditEntry = Omit<AuditEntry, 'seq'>

/** A search reads so many entries per page, so that the gateway is soon free for others again. */
export const SCANNED_AT_ONCE = 10_000

/** The table of the audit log: entries are added at its end and read; nothing else can be done to them. */
export interface AuditRows {
  /** Gives the entry the next number and chains it to the one before. */
  append(entry: NewAuditEntry): ChainHead
  /** The last entry's position; number 0 before the first. */
  head(): ChainHead
  /** Also of an entry that is the last of an archive: the log goes on from it. */
  hashOf(seq: number): string | null
  /** Newest first. A page may be short, or empty, and still have a `next_cursor`: it searched SCANNED_AT_ONCE. */
  list(query: ParamsOf<'audit.list'>): ResultOf<'audit.list'>
}

interface Row {
  readonly seq: number
  readonly entry: string
}

/** `database`: with the migrations applied. */
export function createAuditRows(database: Database): AuditRows {
  const last = database.prepare<[], ChainHead>('SELECT seq, hash FROM audit_entries ORDER BY seq DESC LIMIT 1')
  const insert = database.prepare<[number, string, string]>(
    'INSERT INTO audit_entries (seq, entry, hash) VALUES (?, ?, ?)',
  )
  const first = database.prepare<[], { seq: number | null }>('SELECT min(seq) AS seq FROM audit_entries')
  const bySeq = database.prepare<[number, number], { hash: string }>(
    `SELECT hash FROM audit_entries WHERE seq = ?
     UNION ALL SELECT through_hash FROM audit_archives WHERE through_seq = ?`,
  )
  const head = (): ChainHead => last.get() ?? { seq: 0, hash: GENESIS }

  const append = database.transaction((entry: NewAuditEntry): ChainHead => {
    const before = head()
    const seq = before.seq + 1
    const text = canonicalJson({ ...entry, seq })
    const hash = chainHash(before.hash, text)
    insert.run(seq, text, hash)
    return { seq, hash }
  })

  return {
    append: (entry) => append.immediate(entry),
    head,
    hashOf: (seq) => bySeq.get(seq, seq)?.hash ?? null,
    list: (query) => {
      const { where, values } = conditionsOf(query)
      const before = query.cursor === undefined ? head().seq + 1 : Number(query.cursor)
      const oldest = first.get()?.seq ?? 1
      const from = Math.max(oldest, before - SCANNED_AT_ONCE)
      const rows = database
        .prepare<unknown[], Row>(`SELECT seq, entry FROM audit_entries WHERE ${where} ORDER BY seq DESC LIMIT ?`)
        .all(from, before, ...values, query.limit + 1)
      const shown = rows.slice(0, query.limit)
      const next = rows.length > shown.length ? shown.at(-1)?.seq : from > oldest ? from : undefined
      return {
        entries: shown.map(({ entry }) => AuditEntry.parse(JSON.parse(entry))),
        next_cursor: next === undefined ? null : String(next),
      }
    },
  }
}

/** What people see of an entry; field names are not among it. */
const SEARCHED = `concat_ws(' ', action, username, session_id, entry ->> '$.code', entry ->> '$.address',
  entry ->> '$.user_agent', entry ->> '$.object_id', entry ->> '$.credential.name', entry ->> '$.credential.id',
  entry ->> '$.request_id', entry ->> '$.details')`

/** Each filter as SQL, its value as `?`. */
function conditionsOf(query: ParamsOf<'audit.list'>): { where: string; values: unknown[] } {
  const { action, user, session_id, outcome, q, since, until } = query
  const wanted: (readonly [string, readonly unknown[]])[] = [
    ...when(action, (value) => [`(action = ? OR action LIKE ? ESCAPE '\\')`, [value, `${escaped(value)}.%`]]),
    ...when(user, (value) => ['(user_id = ? OR username = ? COLLATE NOCASE)', [value, value]]),
    ...when(session_id, (value) => ['session_id = ?', [value]]),
    ...when(outcome, (value) => ['outcome = ?', [value]]),
    ...when(q, (value) => [`${SEARCHED} LIKE ? ESCAPE '\\'`, [`%${escaped(value)}%`]]),
    ...when(since, (value) => ['time >= ?', [new Date(value).toISOString()]]),
    ...when(until, (value) => ['time < ?', [new Date(value).toISOString()]]),
  ]
  return {
    where: ['seq >= ?', 'seq < ?', ...wanted.map(([sql]) => sql)].join(' AND '),
    values: wanted.flatMap(([, values]) => [...values]),
  }
}

function when<T>(value: T | undefined, condition: (value: T) => readonly [string, readonly unknown[]]) {
  return value === undefined ? [] : [condition(value)]
}

/** For LIKE: what a person types is meant literally. */
function escaped(text: string): string {
  return text.replaceAll(/[\\%_]/g, String.raw`\$&`)
}
