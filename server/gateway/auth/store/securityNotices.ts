import type { Database } from 'better-sqlite3'

/** Something about sign-ins that the owner should know. `at`: milliseconds since 1970. */
export interface SecurityNotice {
  readonly at: number
  readonly user_id: string
  readonly message: string
}

export interface SecurityNoticeStore {
  /** Keeps the newest KEPT. */
  add(notice: SecurityNotice): void
  /** Newest first; about everybody when no user is named. */
  list(userId: string | null): SecurityNotice[]
}

const KEPT = 100
const SHOWN = 20

export function createSecurityNoticeStore(database: Database): SecurityNoticeStore {
  const insert = database.prepare(
    'INSERT INTO security_notices (at, user_id, message) VALUES (@at, @user_id, @message)',
  )
  const trim = database.prepare<[number]>(
    'DELETE FROM security_notices WHERE id <= (SELECT max(id) FROM security_notices) - ?',
  )
  const select = database.prepare<[string | null, string | null, number], SecurityNotice>(
    `SELECT at, user_id, message FROM security_notices WHERE ? IS NULL OR user_id = ? ORDER BY id DESC LIMIT ?`,
  )

  return {
    add: (notice) => {
      insert.run(notice)
      trim.run(KEPT)
    },
    list: (userId) => select.all(userId, userId, SHOWN),
  }
}
