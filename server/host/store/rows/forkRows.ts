import type { Database } from 'better-sqlite3'
import type { MessageId, SessionId } from '#shared/ids.ts'
import type { ForkPoint } from '../../sessions/ports/agent.ts'
import type { SessionFork } from '../../sessions/ports/sessionPorts.ts'
import type { EventRows } from './eventRows.ts'
import type { SessionRows } from './sessionRows.ts'

/** The rows of `forks`, and finding in the log where a fork can begin. */
export class ForkRows {
  readonly #rows
  readonly #add
  readonly #point
  readonly #copyAttachment
  readonly #seq
  readonly #firstPrompt
  readonly #lastTurn

  constructor(database: Database, rows: { readonly sessions: SessionRows; readonly events: EventRows }) {
    this.#rows = rows
    this.#add = database.prepare<[string, string, string]>(
      'INSERT INTO forks (session_id, conversation_id, resume_at) VALUES (?, ?, ?)',
    )
    this.#point = database.prepare<[string], ForkPoint>(
      'SELECT conversation_id, resume_at FROM forks WHERE session_id = ?',
    )
    this.#copyAttachment = database.prepare<[string, string, string]>(
      `INSERT OR IGNORE INTO attachments (session_id, sha256, name, media_type, size, content)
       SELECT ?, sha256, name, media_type, size, content FROM attachments WHERE session_id = ? AND sha256 = ?`,
    )
    this.#seq = {
      user_message: seqOf(database, 'user_message', 'message_id'),
      turn_completed: seqOf(database, 'turn_completed', 'turn_id'),
    }
    this.#firstPrompt = database.prepare<[string, number], { seq: number; message_id: MessageId }>(
      `SELECT seq, payload ->> '$.data.message_id' AS message_id FROM events
       WHERE session_id = ? AND seq > ? AND type = 'user_message' ORDER BY seq LIMIT 1`,
    )
    this.#lastTurn = database
      .prepare<[string], number>(
        `SELECT seq FROM events WHERE session_id = ? AND type = 'turn_completed' ORDER BY seq DESC LIMIT 1`,
      )
      .pluck()
  }

  /** Not within a transaction of its own. What its turns used was counted where they ran. */
  insert({ session, events, from, attachments, point }: SessionFork): void {
    this.#rows.sessions.insert(session)
    events.forEach((event) => this.#rows.events.add(session.id, event))
    attachments.forEach((sha256) => this.#copyAttachment.run(session.id, from, sha256))
    if (point !== null) {
      this.#add.run(session.id, point.conversation_id, point.resume_at)
    }
  }

  /** null: it is no fork, or began with nothing. */
  point(sessionId: SessionId): ForkPoint | null {
    return this.#point.get(sessionId) ?? null
  }

  /** The latest event of that message or turn; null: the session has none. */
  seqOf(sessionId: SessionId, type: 'user_message' | 'turn_completed', id: string): number | null {
    return this.#seq[type].get(sessionId, id) ?? null
  }

  /** The first prompt behind an event; null: there is none. */
  firstPrompt(sessionId: SessionId, afterSeq: number): { readonly seq: number; readonly message_id: MessageId } | null {
    return this.#firstPrompt.get(sessionId, afterSeq) ?? null
  }

  /** 0: none has ended. */
  lastTurn(sessionId: SessionId): number {
    return this.#lastTurn.get(sessionId) ?? 0
  }
}

function seqOf(database: Database, type: string, field: string) {
  return database
    .prepare<[string, string], number>(
      `SELECT seq FROM events WHERE session_id = ? AND type = '${type}' AND payload ->> '$.data.${field}' = ?
       ORDER BY seq DESC LIMIT 1`,
    )
    .pluck()
}
