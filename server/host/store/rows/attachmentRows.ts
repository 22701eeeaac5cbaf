import * as z from 'zod'
import type { SessionId } from '#shared/ids.ts'
import { Attachment } from '#shared/session/attachments.ts'
import type { Database } from 'better-sqlite3'
import type { StoredAttachment } from '../../sessions/ports/storedAttachment.ts'

const Row = Attachment.extend({ content: z.instanceof(Buffer) })

/** The rows of `attachments`: images and texts of prompts, by session and content. */
export class AttachmentRows {
  readonly #add
  readonly #read
  readonly #bytes

  constructor(database: Database) {
    this.#add = database.prepare<object>(
      `INSERT OR IGNORE INTO attachments (session_id, sha256, name, media_type, size, content)
       VALUES (@session_id, @sha256, @name, @media_type, @size, @content)`,
    )
    this.#read = database.prepare<[string, string]>(
      'SELECT sha256, name, media_type, size, content FROM attachments WHERE session_id = ? AND sha256 = ?',
    )
    this.#bytes = database
      .prepare<[string], number>('SELECT coalesce(sum(size), 0) FROM attachments WHERE session_id = ?')
      .pluck()
  }

  add(session_id: SessionId, { attachment, content }: StoredAttachment): void {
    this.#add.run({ ...attachment, session_id, content })
  }

  /** null: there is none. */
  read(sessionId: SessionId, sha256: string): StoredAttachment | null {
    const row = this.#read.get(sessionId, sha256)
    if (row === undefined) {
      return null
    }
    const { content, ...attachment } = Row.parse(row)
    return { attachment, content }
  }

  /** Of all attachments of the session. */
  bytes(sessionId: SessionId): number {
    return this.#bytes.get(sessionId) ?? 0
  }
}
