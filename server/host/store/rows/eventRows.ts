import type { SessionId } from '#shared/ids.ts'
import type { EventRange, RawEvent, SaidBefore } from '../../sessions/ports/sessionPorts.ts'
import type { Database } from 'better-sqlite3'

// CAST … AS BLOB hands the UTF-8 bytes out as they lie on disk: thousands of events leave without being decoded.
const COLUMNS = 'seq, type, CAST(payload AS BLOB) AS payload'

/**
 * The rows of `events`: the numbered log. Written once and never changed, but for one thing: each `queue_changed` holds
 * the whole queue and replaces the one before, which keeps its number and loses its queue. Else a full queue of long
 * prompts would be kept once for each prompt that passes through it.
 */
export class EventRows {
  readonly #add
  readonly #emptyQueueBefore
  readonly #after
  readonly #before
  readonly #openToolUses
  readonly #notice

  constructor(database: Database) {
    this.#add = database.prepare<[string, number, string, string]>(
      'INSERT INTO events (session_id, seq, type, payload) VALUES (?, ?, ?, ?)',
    )
    this.#emptyQueueBefore = database.prepare<[string, string, number]>(
      `UPDATE events SET payload = json_set(payload, '$.data.queue', json('[]')) WHERE session_id = ? AND seq =
         (SELECT max(seq) FROM events WHERE session_id = ? AND type = 'queue_changed' AND seq < ?)`,
    )
    this.#after = database.prepare<[string, number, number], RawEvent>(
      `SELECT ${COLUMNS} FROM events WHERE session_id = ? AND seq > ? ORDER BY seq LIMIT ?`,
    )
    this.#before = database.prepare<[string, number, number], RawEvent>(
      `SELECT ${COLUMNS} FROM events WHERE session_id = ? AND seq < ? ORDER BY seq DESC LIMIT ?`,
    )
    this.#openToolUses = database
      .prepare<{ session_id: string }, string>(
        `WITH turn AS (
           SELECT type, json_extract(payload, '$.data.tool_use_id') AS tool_use_id, seq FROM events
           WHERE session_id = @session_id AND type IN ('tool_use', 'tool_result') AND seq > (
             SELECT coalesce(max(seq), 0) FROM events WHERE session_id = @session_id AND type = 'turn_completed')
         )
         SELECT tool_use_id FROM turn WHERE type = 'tool_use'
           AND tool_use_id NOT IN (SELECT tool_use_id FROM turn WHERE type = 'tool_result') ORDER BY seq`,
      )
      .pluck()
    this.#notice = database
      .prepare<[string, string, string, string | null], number>(
        `SELECT 1 FROM events WHERE session_id = ? AND type = 'notice'
           AND json_extract(payload, '$.data.code') = ? AND json_extract(payload, '$.content') = ?
           AND coalesce(json_extract(payload, '$.data.details.prompt_id') = ?, 1) LIMIT 1`,
      )
      .pluck()
  }

  add(sessionId: SessionId, event: RawEvent): void {
    this.#add.run(sessionId, event.seq, event.type, event.payload.toString('utf8'))
    if (event.type === 'queue_changed') {
      this.#emptyQueueBefore.run(sessionId, sessionId, event.seq)
    }
  }

  /** In order. Stops before `max_bytes` would be passed, but never before the first event. */
  read(range: EventRange): RawEvent[] {
    const forward = 'after_seq' in range.from
    const rows =
      'after_seq' in range.from
        ? this.#after.iterate(range.session_id, range.from.after_seq, range.limit)
        : this.#before.iterate(range.session_id, range.from.before_seq, range.limit)
    const events: RawEvent[] = []
    let bytes = 0
    for (const event of rows) {
      bytes += event.payload.length
      if (events.length > 0 && bytes > range.max_bytes) {
        break
      }
      events.push(event)
    }
    return forward ? events : events.toReversed()
  }

  openToolUses(sessionId: SessionId): string[] {
    return this.#openToolUses.all({ session_id: sessionId })
  }

  /** Whether a notice has said just this before. */
  hasNotice(sessionId: SessionId, said: SaidBefore): boolean {
    return this.#notice.get(sessionId, said.code, said.content, said.prompt_id ?? null) !== undefined
  }
}
