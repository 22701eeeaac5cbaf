import type { Database } from 'better-sqlite3'
import { UserId } from '#shared/ids.ts'
import { Role, type User } from '#shared/operations/auth.ts'
import type { Clock, Ids } from '#server/platform/clock.ts'

/** A user as stored: the wire's user, and when they came (milliseconds since 1970). */
export interface StoredUser extends User {
  readonly created_at: number
  readonly last_login: number
}

export interface UserStore {
  /** The owner of this data directory. Made at the first call, with the name the operating system gives. */
  localOwner(username: string): StoredUser
  find(id: string): StoredUser | null
  /** Everybody, oldest first. */
  list(): StoredUser[]
  /** No-op if absent. */
  touchLogin(id: UserId): void
}

interface UserRow {
  readonly id: string
  readonly github_id: number | null
  readonly username: string
  readonly avatar_url: string | null
  readonly email: string | null
  readonly role: string
  readonly created_at: number
  readonly last_login: number
}

export function createUserStore(database: Database, deps: { readonly clock: Clock; readonly ids: Ids }): UserStore {
  const select = database.prepare<[string], UserRow>('SELECT * FROM users WHERE id = ?')
  const selectAll = database.prepare<[], UserRow>('SELECT * FROM users ORDER BY created_at, id')
  const selectLocalOwner = database.prepare<[], UserRow>(
    "SELECT * FROM users WHERE role = 'owner' AND github_id IS NULL ORDER BY created_at LIMIT 1",
  )
  const insertOwner = database.prepare<[string, string, number, number], UserRow>(
    "INSERT INTO users (id, username, role, created_at, last_login) VALUES (?, ?, 'owner', ?, ?) RETURNING *",
  )
  const updateLogin = database.prepare<[number, string]>('UPDATE users SET last_login = ? WHERE id = ?')

  const claimOwner = database.transaction((username: string) => {
    const now = deps.clock.now()
    return selectLocalOwner.get() ?? insertOwner.get(deps.ids.uuid(), username, now, now)
  })

  return {
    localOwner: (username) => {
      const row = claimOwner.immediate(username)
      if (row === undefined) {
        throw new Error('SQLite returned no row for an insert')
      }
      return fromRow(row)
    },
    find: (id) => {
      const row = select.get(id)
      return row === undefined ? null : fromRow(row)
    },
    list: () => selectAll.all().map(fromRow),
    touchLogin: (id) => {
      updateLogin.run(deps.clock.now(), id)
    },
  }
}

function fromRow(row: UserRow): StoredUser {
  return { ...row, id: UserId.parse(row.id), role: Role.parse(row.role) }
}
