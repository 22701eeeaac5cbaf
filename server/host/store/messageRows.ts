import * as z from 'zod'
import { MessageId, Timestamp } from '#shared/ids.ts'
import type { SessionId } from '#shared/ids.ts'
import { MessageTiming } from '#shared/operations/turn.ts'
import type { QueuedMessage } from '#shared/session/session.ts'
import type { MessageState, StoredMessage } from '../sessions/ports.ts'
import type { Database } from 'better-sqlite3'

const MessageRow = z.object({
  message_id: MessageId,
  state: z.enum(['queued', 'sent', 'done', 'cancelled']),
  timing: MessageTiming,
  author: z.string(),
  content: z.string(),
  created_at: Timestamp,
})

const COLUMNS = 'message_id, state, timing, author, content, created_at'

/** The rows of `messages`: the queue, and what is on its way. */
export class MessageRows {
  readonly #add
  readonly #move
  readonly #byState
  readonly #byKey
  readonly #byId

  constructor(database: Database) {
    this.#add = database.prepare<object>(
      `INSERT INTO messages (session_id, message_id, idempotency_key, state, timing, author, content, created_at)
       VALUES (@session_id, @message_id, @idempotency_key, @state, @timing, @author, @content, @created_at)`,
    )
    // Once done, the text stands in the event log; keeping it twice would double the database.
    this.#move = database.prepare<object>(
      `UPDATE messages SET state = @state, content = CASE WHEN @state IN ('done', 'cancelled') THEN '' ELSE content END
       WHERE session_id = @session_id AND message_id = @message_id`,
    )
    this.#byState = database.prepare<[string, MessageState]>(
      `SELECT ${COLUMNS} FROM messages WHERE session_id = ? AND state = ? ORDER BY position`,
    )
    this.#byKey = database.prepare<[string, string]>(
      `SELECT ${COLUMNS} FROM messages WHERE session_id = ? AND idempotency_key = ?`,
    )
    this.#byId = database.prepare<[string, string]>(
      `SELECT ${COLUMNS} FROM messages WHERE session_id = ? AND message_id = ?`,
    )
  }

  add(sessionId: SessionId, stored: StoredMessage, idempotencyKey: string | null): void {
    this.#add.run({
      ...stored.message,
      session_id: sessionId,
      idempotency_key: idempotencyKey,
      state: stored.state,
      timing: stored.timing,
      author: stored.author,
    })
  }

  move(sessionId: SessionId, messageId: MessageId, state: MessageState): void {
    this.#move.run({ session_id: sessionId, message_id: messageId, state })
  }

  queued(sessionId: SessionId): QueuedMessage[] {
    return this.inState(sessionId, 'queued').map(({ message }) => message)
  }

  inState(sessionId: SessionId, state: MessageState): StoredMessage[] {
    return this.#byState.all(sessionId, state).map(read)
  }

  byKey(sessionId: SessionId, key: string): StoredMessage | null {
    return readOrNull(this.#byKey.get(sessionId, key))
  }

  byId(sessionId: SessionId, messageId: MessageId): StoredMessage | null {
    return readOrNull(this.#byId.get(sessionId, messageId))
  }
}

function readOrNull(row: unknown): StoredMessage | null {
  return row === undefined ? null : read(row)
}

function read(row: unknown): StoredMessage {
  const { message_id, content, created_at, state, timing, author } = MessageRow.parse(row)
  return { message: { message_id, content, created_at }, state, timing, author }
}
