import type { Database } from 'better-sqlite3'
import * as z from 'zod'
import type { SessionId } from '#shared/ids.ts'
import type { ResourceSample } from '#shared/operations/sessionInfo.ts'

/** Samples of one session; the oldest go. At one a minute that is eight hours of a process. */
const KEPT = 480

const Stored = z.object({
  at: z.number(),
  cpu_percent: z.number().nullable(),
  rss_bytes: z.number(),
  disk_bytes: z.number().nullable(),
})

/** The rows of `session_resources`. */
export class ResourceRows {
  readonly #add
  readonly #read

  constructor(database: Database) {
    // A clock that was set back must not keep a sample from being kept.
    const insert = database.prepare<object>(
      `INSERT OR REPLACE INTO session_resources (session_id, at, cpu_percent, rss_bytes, disk_bytes)
       VALUES (@session_id, @at, @cpu_percent, @rss_bytes, @disk_bytes)`,
    )
    const trim = database.prepare<object>(
      `DELETE FROM session_resources WHERE session_id = @session_id AND at <=
         (SELECT at FROM session_resources WHERE session_id = @session_id ORDER BY at DESC LIMIT 1 OFFSET ${KEPT})`,
    )
    this.#add = database.transaction((samples: readonly (Sample & { readonly session_id: SessionId })[]) => {
      for (const sample of samples) {
        insert.run(sample)
        trim.run({ session_id: sample.session_id })
      }
    })
    this.#read = database.prepare<object>(
      `SELECT at, cpu_percent, rss_bytes, disk_bytes FROM session_resources WHERE session_id = @session_id
       ORDER BY at DESC LIMIT @most`,
    )
  }

  /** All of one moment, in one transaction. */
  add(samples: readonly (Sample & { readonly session_id: SessionId })[]): void {
    this.#add(samples)
  }

  /** The latest, oldest first. */
  read(session_id: SessionId, most = KEPT): ResourceSample[] {
    const rows = z.array(Stored).parse(this.#read.all({ session_id, most }))
    return rows.toReversed().map((row) => ({ ...row, at: new Date(row.at).toISOString() }))
  }
}

type Sample = z.infer<typeof Stored>
