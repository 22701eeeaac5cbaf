import type { Database } from 'better-sqlite3'
import { UserId } from '#shared/ids.ts'
import { Role, type User } from '#shared/operations/auth.ts'
import type { Clock, Ids } from '#server/platform/clock.ts'

/** A user as stored: the wire's user, and when they came (milliseconds since 1970). */
export interface StoredUser extends User {
  readonly created_at: number
  readonly last_login: number
  /** The person whose data directory this is. */
  readonly is_local: boolean
  /** The local owner always; others while their account is on the allow-list. */
  readonly may_enter: boolean
}

export interface UserStore {
  /**
   * The owner of this data directory. Made at the first call, with the name the operating system gives; called so
   * again whenever no GitHub account is linked.
   */
  localOwner(username: string): StoredUser
  find(id: string): StoredUser | null
  /** Everybody, oldest first. */
  list(): StoredUser[]
  /** No-op if absent. */
  touchLogin(id: UserId): void
}

export interface UserRow {
  readonly id: string
  readonly github_id: number | null
  readonly username: string
  readonly avatar_url: string | null
  readonly email: string | null
  readonly role: string
  readonly created_at: number
  readonly last_login: number
  readonly is_local: number
  readonly may_enter: number
}

/** Begins every query of a user. */
export const selectUser = `SELECT users.*,
  (is_local = 1 OR EXISTS (SELECT 1 FROM allowed_accounts AS allowed WHERE allowed.github_id = users.github_id))
  AS may_enter FROM users`

export function createUserStore(database: Database, deps: { readonly clock: Clock; readonly ids: Ids }): UserStore {
  const select = database.prepare<[string], UserRow>(`${selectUser} WHERE id = ?`)
  const selectAll = database.prepare<[], UserRow>(`${selectUser} ORDER BY created_at, id`)
  const selectLocal = database.prepare<[], UserRow>(`${selectUser} WHERE is_local = 1`)
  const insertOwner = database.prepare(
    "INSERT INTO users (id, username, role, created_at, last_login, is_local) VALUES (?, ?, 'owner', ?, ?, 1)",
  )
  const rename = database.prepare<[string]>('UPDATE users SET username = ? WHERE is_local = 1 AND github_id IS NULL')
  const updateLogin = database.prepare<[number, string]>('UPDATE users SET last_login = ? WHERE id = ?')

  const claimOwner = database.transaction((username: string) => {
    if (selectLocal.get() === undefined) {
      const now = deps.clock.now()
      insertOwner.run(deps.ids.uuid(), username, now, now)
    } else {
      rename.run(username)
    }
    return selectLocal.get()
  })

  return {
    localOwner: (username) => {
      const row = claimOwner.immediate(username)
      if (row === undefined) {
        throw new Error('SQLite has no row that was just inserted')
      }
      return userOf(row)
    },
    find: (id) => {
      const row = select.get(id)
      return row === undefined ? null : userOf(row)
    },
    list: () => selectAll.all().map(userOf),
    touchLogin: (id) => {
      updateLogin.run(deps.clock.now(), id)
    },
  }
}

/** A row as the rest of the gateway knows it. */
export function userOf(row: UserRow): StoredUser {
  return {
    ...row,
    id: UserId.parse(row.id),
    role: Role.parse(row.role),
    is_local: row.is_local === 1,
    may_enter: row.may_enter === 1,
  }
}
