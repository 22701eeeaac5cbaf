import * as z from 'zod'
import { MessageId, Timestamp } from '#shared/ids.ts'
import type { SessionId } from '#shared/ids.ts'
import { MessageTiming } from '#shared/operations/turn.ts'
import type { QueuedMessage } from '#shared/session/session.ts'
import type { MessageState, StoredMessage } from '../../sessions/ports/sessionPorts.ts'
import { Attachment } from '#shared/session/attachments.ts'
import type { Database } from 'better-sqlite3'
import { readJson } from './readJson.ts'

const MessageRow = z.object({
  message_id: MessageId,
  state: z.enum(['queued', 'sent', 'done', 'cancelled']),
  timing: MessageTiming,
  author: z.string(),
  content: z.string(),
  created_at: Timestamp,
  held: z.number(),
  attachments: z.string(),
})

const COLUMNS = 'message_id, state, timing, author, content, created_at, held, attachments'

/** The rows of `messages`: the queue, and what is on its way. */
export class MessageRows {
  readonly #add
  readonly #move
  readonly #hold
  readonly #edit
  readonly #rank
  readonly #byState
  readonly #byKey
  readonly #byId

  constructor(database: Database) {
    this.#add = database.prepare<object>(
      `INSERT INTO messages (session_id, message_id, idempotency_key, state, timing, author, content, created_at, attachments)
       VALUES (@session_id, @message_id, @idempotency_key, @state, @timing, @author, @content, @created_at, @attachments)`,
    )
    // Once done, the text is in the event log; keeping it twice would double the database.
    this.#move = database.prepare<object>(
      `UPDATE messages SET state = @state, content = CASE WHEN @state IN ('done', 'cancelled') THEN '' ELSE content END
       WHERE session_id = @session_id AND message_id = @message_id`,
    )
    this.#hold = database.prepare<[number, string, string]>(
      'UPDATE messages SET held = ? WHERE session_id = ? AND message_id = ?',
    )
    this.#edit = database.prepare<[string, string, string]>(
      'UPDATE messages SET content = ? WHERE session_id = ? AND message_id = ?',
    )
    this.#rank = database.prepare<[number, string, string]>(
      'UPDATE messages SET rank = ? WHERE session_id = ? AND message_id = ?',
    )
    this.#byState = database.prepare<[string, MessageState]>(
      `SELECT ${COLUMNS} FROM messages WHERE session_id = ? AND state = ? ORDER BY coalesce(rank, position)`,
    )
    this.#byKey = database.prepare<[string, string]>(
      `SELECT ${COLUMNS} FROM messages WHERE session_id = ? AND idempotency_key = ?`,
    )
    this.#byId = database.prepare<[string, string]>(
      `SELECT ${COLUMNS} FROM messages WHERE session_id = ? AND message_id = ?`,
    )
  }

  add(sessionId: SessionId, stored: StoredMessage, idempotencyKey: string | null): void {
    const { message_id, content, created_at, attachments = [] } = stored.message
    this.#add.run({
      message_id,
      content,
      created_at,
      session_id: sessionId,
      idempotency_key: idempotencyKey,
      state: stored.state,
      timing: stored.timing,
      author: stored.author,
      attachments: JSON.stringify(attachments),
    })
  }

  move(sessionId: SessionId, messageId: MessageId, state: MessageState): void {
    this.#move.run({ session_id: sessionId, message_id: messageId, state })
  }

  hold(sessionId: SessionId, messageId: MessageId, held: boolean): void {
    this.#hold.run(held ? 1 : 0, sessionId, messageId)
  }

  edit(sessionId: SessionId, messageId: MessageId, content: string): void {
    this.#edit.run(content, sessionId, messageId)
  }

  /** They go in this order, and before every prompt that comes later. */
  order(sessionId: SessionId, messageIds: readonly MessageId[]): void {
    messageIds.forEach((messageId, index) => this.#rank.run(index - messageIds.length, sessionId, messageId))
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
  const { message_id, content, created_at, state, timing, author, held, attachments } = MessageRow.parse(row)
  const carried = readJson(z.array(Attachment), attachments)
  const message = {
    message_id,
    content,
    created_at,
    ...(carried.length > 0 ? { attachments: carried } : {}),
    ...(held === 1 && state === 'queued' ? { held: true as const } : {}),
  }
  return { message, state, timing, author }
}
