import type { Database } from 'better-sqlite3'
import type { SessionId, UserId } from '#shared/ids.ts'
import { Draft } from '#shared/operations/draft.ts'
import { withReadableErrors } from '../sqliteFailure.ts'

/** Whose draft, and where; session null: for a new one; place empty: the message. */
export interface DraftPlace {
  readonly user_id: UserId
  readonly session_id: SessionId | null
  readonly place: string
}

/** So many places of a session beside its message are kept: more than one person has half written. */
const MOST_PLACES = 100

export interface DraftChange {
  readonly content: string
  /** The version that its writer had before them. */
  readonly after_version: number
  readonly writer: string
}

const NONE: Draft = { content: '', version: 0, writer: null }

const HERE = `user_id = @user_id AND coalesce(session_id, '') = coalesce(@session_id, '')`

/** The rows of `drafts`: one for each person, session and place in it. */
export class DraftRows {
  readonly #read
  readonly #save

  constructor(database: Database) {
    const read = database.prepare<object>(
      `SELECT content, version, writer FROM drafts WHERE ${HERE} AND place = @place`,
    )
    const insert = database.prepare<object>(
      `INSERT INTO drafts (user_id, session_id, place, content, version, writer)
       VALUES (@user_id, @session_id, @place, @content, @version, @writer)`,
    )
    const trim = database.prepare<object>(
      `DELETE FROM drafts WHERE ${HERE} AND rowid IN (
         SELECT rowid FROM drafts WHERE ${HERE} AND place NOT IN ('', @place)
         ORDER BY content <> '' DESC, rowid DESC LIMIT -1 OFFSET @most)`,
    )
    // Written anew, not changed: what was written last is the newest row, and goes last.
    const remove = database.prepare<object>(`DELETE FROM drafts WHERE ${HERE} AND place = @place`)
    this.#read = ({ user_id, session_id, place }: DraftPlace): Draft => {
      const row = read.get({ user_id, session_id, place })
      return row === undefined ? NONE : Draft.parse(row)
    }
    this.#save = database.transaction(
      (place: DraftPlace, { content, after_version, writer }: DraftChange): Draft | null => {
        const before = this.#read(place)
        if (before.version !== after_version) {
          return null
        }
        const draft = { content, version: after_version + 1, writer }
        const { user_id, session_id } = place
        const here = { user_id, session_id, place: place.place }
        remove.run(here)
        insert.run({ ...here, ...draft })
        if (after_version === 0 && place.place !== '') {
          trim.run({ ...here, most: MOST_PLACES - 1 })
        }
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
