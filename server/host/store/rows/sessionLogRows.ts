import type { Database } from 'better-sqlite3'
import * as z from 'zod'
import type { SessionId } from '#shared/ids.ts'
import { SessionLogEntry } from '#shared/operations/sessionInfo.ts'

/** Lines of one session; the oldest go. */
const KEPT = 1_000

const Stored = SessionLogEntry.extend({ id: z.number().int() })

export interface LogRange {
  readonly limit: number
  /** Only lines before this one; absent: the latest. */
  readonly before: number | undefined
}

/** The rows of `session_log`. */
export class SessionLogRows {
  readonly #insert
  readonly #trim
  readonly #read

  constructor(database: Database) {
    this.#insert = database.prepare<object>(
      'INSERT INTO session_log (session_id, time, source, text) VALUES (@session_id, @time, @source, @text)',
    )
    this.#trim = database.prepare<object>(
      `DELETE FROM session_log WHERE session_id = @session_id AND id <=
         (SELECT id FROM session_log WHERE session_id = @session_id ORDER BY id DESC LIMIT 1 OFFSET ${KEPT})`,
    )
    this.#read = database.prepare<object>(
      `SELECT id, time, source, text FROM session_log WHERE session_id = @session_id AND id < @before
       ORDER BY id DESC LIMIT @limit`,
    )
  }

  insert(session_id: SessionId, entry: SessionLogEntry): void {
    this.#insert.run({ session_id, ...entry })
    this.#trim.run({ session_id })
  }

  read(session_id: SessionId, { limit, before = Number.MAX_SAFE_INTEGER }: LogRange) {
    const found = z.array(Stored).parse(this.#read.all({ session_id, before, limit: limit + 1 }))
    const page = found.slice(0, limit)
    const entries = page.map((row) => SessionLogEntry.parse(row))
    return { entries, next_before: found.length > limit ? (page.at(-1)?.id ?? null) : null }
  }
}
