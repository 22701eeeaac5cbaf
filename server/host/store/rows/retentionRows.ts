import type { Database } from 'better-sqlite3'
import { SessionId, UserId } from '#shared/ids.ts'

/** Where nothing runs, waits or is wanted back. */
const AT_REST = `status IN ('SUSPENDED', 'TERMINATED', 'FAILED') AND deletes_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM processes WHERE session_id = id)
  AND NOT EXISTS (SELECT 1 FROM messages WHERE session_id = id AND state IN ('queued', 'sent'))
  AND NOT EXISTS (SELECT 1 FROM approvals WHERE session_id = id AND outcome IS NULL)`

/** What is old in `sessions.db`, and what each session takes of it. */
export class RetentionRows {
  readonly #unused
  readonly #attachments
  readonly #sessions
  readonly #bytes
  readonly #conversations

  constructor(database: Database) {
    this.#unused = database.prepare<[string], { readonly id: string; readonly user_id: string }>(
      `SELECT id, user_id FROM sessions WHERE last_activity < ? AND pinned = 0 AND ${AT_REST} ORDER BY last_activity`,
    )
    const old = `session_id IN (SELECT id FROM sessions WHERE last_activity < ? AND ${AT_REST})`
    const sum = database.prepare<[string], { readonly removed: number; readonly bytes: number }>(
      `SELECT count(*) AS removed, coalesce(sum(size), 0) AS bytes FROM attachments WHERE ${old}`,
    )
    const remove = database.prepare<[string]>(`DELETE FROM attachments WHERE ${old}`)
    this.#attachments = database.transaction((before: string) => {
      const found = sum.get(before)
      remove.run(before)
      return found ?? { removed: 0, bytes: 0 }
    })
    this.#sessions = database.prepare<[string], { readonly id: string; readonly name: string }>(
      'SELECT id, name FROM sessions WHERE user_id = ? AND deletes_at IS NULL',
    )
    this.#bytes = database.prepare<{ readonly id: string }, { readonly events: number; readonly attachments: number }>(
      `SELECT (SELECT coalesce(sum(octet_length(payload)), 0) FROM events WHERE session_id = @id) AS events,
              (SELECT coalesce(sum(size), 0) FROM attachments WHERE session_id = @id) AS attachments`,
    )
    this.#conversations = database
      .prepare<[string], string>('SELECT conversation_id FROM conversations WHERE session_id = ?')
      .pluck()
  }

  /** Sessions that nobody used since then: not pinned, without a process, and with nothing that waits. */
  unused(before: string): readonly { readonly id: SessionId; readonly user_id: UserId }[] {
    return this.#unused
      .all(before)
      .map(({ id, user_id }) => ({ id: SessionId.parse(id), user_id: UserId.parse(user_id) }))
  }

  /** Removes the attachments of such sessions, pinned ones too. */
  removeAttachments(before: string): { readonly removed: number; readonly bytes: number } {
    return this.#attachments.immediate(before)
  }

  sessionsOf(userId: UserId): readonly { readonly session_id: SessionId; readonly name: string }[] {
    return this.#sessions.all(userId).map(({ id, name }) => ({ session_id: SessionId.parse(id), name }))
  }

  /** Of Claude Code's conversations, those that were had in the session. */
  conversationsOf(id: SessionId): readonly string[] {
    return this.#conversations.all(id)
  }

  bytesOf(id: SessionId): { readonly events: number; readonly attachments: number } {
    return this.#bytes.get({ id }) ?? { events: 0, attachments: 0 }
  }
}
