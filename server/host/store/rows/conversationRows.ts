import type { Database } from 'better-sqlite3'
import type { SessionId, UserId } from '#shared/ids.ts'

/** A conversation of Claude Code that was had in a session. */
interface NotedConversation {
  readonly rowid: number
  readonly conversation_id: string
  readonly user_id: UserId
}

/**
 * The rows of `conversations`: which of Claude Code's conversations were had in sessions, and whose they are. They outlive
 * their sessions, as the transcripts do. A session's own conversation is noted with the session, by the database.
 */
export class ConversationRows {
  readonly #note
  readonly #after
  readonly #session

  constructor(database: Database) {
    this.#note = database.prepare<[string, string]>(
      `INSERT OR REPLACE INTO conversations (conversation_id, session_id, user_id)
       SELECT ?, id, user_id FROM sessions WHERE id = ?`,
    )
    this.#after = database.prepare<[number], NotedConversation>(
      'SELECT rowid, conversation_id, user_id FROM conversations WHERE rowid > ? ORDER BY rowid',
    )
    this.#session = database
      .prepare<[string], SessionId>('SELECT session_id FROM conversations WHERE conversation_id = ?')
      .pluck()
  }

  /** The session goes on in another conversation. */
  note(sessionId: SessionId, conversationId: string): void {
    this.#note.run(conversationId, sessionId)
  }

  /** What was noted after that row; 0: everything. */
  after(last: number): { readonly owners: readonly NotedConversation[]; readonly last: number } {
    const owners = this.#after.all(last)
    return { owners, last: owners.at(-1)?.rowid ?? last }
  }

  /** The session in which it was had; it may be gone. null: it was had in none. */
  sessionOf(conversationId: string): SessionId | null {
    return this.#session.get(conversationId) ?? null
  }
}
