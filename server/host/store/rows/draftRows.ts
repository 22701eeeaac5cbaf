import type { Database } from 'better-sqlite3'
import type { SessionId, UserId } from '#shared/ids.ts'
import { Draft } from '#shared/operations/draft.ts'
import { withReadableErrors } from '../sqliteFailure.ts'

/** Whose draft, and where; session null: for a new one. */
export interface DraftPlace {
  readonly user_id: UserId
  readonly session_id: SessionId | null
}

export interface DraftChange {
  readonly content: string
  /** The version that its writer had before them. */
  readonly after_version: number
  readonly writer: string
}

const NONE: Draft = { content: '', version: 0, writer: null }

/** The rows of `drafts`: one for each person and session. */
export class DraftRows {
  readonly #read
  readonly #save

  constructor(database: Database) {
    const read = database.prepare<object>(
      `SELECT content, version, writer FROM drafts
       WHERE user_id = @user_id AND coalesce(session_id, '') = coalesce(@session_id, '')`,
    )
    const insert = database.prepare<object>(
      `INSERT INTO drafts (user_id, session_id, content, version, writer)
       VALUES (@user_id, @session_id, @content, @version, @writer)`,
    )
    const update = database.prepare<object>(
      `UPDATE drafts SET content = @content, version = @version, writer = @writer
       WHERE user_id = @user_id AND coalesce(session_id, '') = coalesce(@session_id, '')`,
    )
    this.#read = ({ user_id, session_id }: DraftPlace): Draft => {
      const row = read.get({ user_id, session_id })
      return row === undefined ? NONE : Draft.parse(row)
    }
    this.#save = database.transaction(
      (place: DraftPlace, { content, after_version, writer }: DraftChange): Draft | null => {
        const before = this.#read(place)
        if (before.version !== after_version) {
          return null
        }
        const draft = { content, version: after_version + 1, writer }
        ;(after_version === 0 ? insert : update).run({
          user_id: place.user_id,
          session_id: place.session_id,
          content,
          version: draft.version,
          writer,
        })
        return draft
      },
    )
  }

  /** Empty and of version 0 where nothing was ever written. @throws HomeportError INTERNAL_001 when the database refuses. */
  read(place: DraftPlace): Draft {
    return withReadableErrors(() => this.#read(place))
  }

  /** The draft as it is kept now; null: it has another version than its writer had, and stays. @throws as `read`. */
  save(place: DraftPlace, change: DraftChange): Draft | null {
    return withReadableErrors(() => this.#save.immediate(place, change))
  }
}
