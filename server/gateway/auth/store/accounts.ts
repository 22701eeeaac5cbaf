import type { Database } from 'better-sqlite3'
import type { Role } from '#shared/operations/auth.ts'
import type { Clock, Ids } from '#server/platform/clock.ts'
import { type StoredUser, type UserRow, selectUser, userOf } from './users.ts'

/** What GitHub says of an account. */
export interface GithubProfile {
  readonly github_id: number
  readonly login: string
  readonly avatar_url: string | null
  /** Absent: not asked for. */
  readonly email?: string | null
}

/** An account on the allow-list, with the user it enters as. */
export interface AllowedUser extends StoredUser {
  readonly github_id: number
  /** Its name, as GitHub said last; null until it did. */
  readonly login: string | null
  /** Milliseconds since 1970. */
  readonly added_at: number
}

/** Which GitHub accounts may enter, and as whom. */
export interface AccountStore {
  /**
   * Upserts. The local owner's row is linked for `owner`, as long as no other account is; everybody else has a row of
   * their own, so sessions of different people never mix.
   */
  allow(githubId: number, role: Role): AllowedUser
  /**
   * Takes the account from the list; removes what it signed in with, and its tokens. The local owner keeps what they
   * signed in with at this machine, and their row is unlinked. False when it was not on the list.
   */
  disallow(githubId: number): boolean
  find(githubId: number): AllowedUser | null
  /** In the order in which they were added. */
  list(): AllowedUser[]
  /** Keeps what GitHub says now; a changed login too. No-op when it is on no user's row. */
  refresh(profile: GithubProfile): void
}

type AllowedRow = UserRow & Pick<AllowedUser, 'github_id' | 'login' | 'added_at'>

export function createAccountStore(
  database: Database,
  { clock, ids }: { readonly clock: Clock; readonly ids: Ids },
): AccountStore {
  const reading = prepareReading(database)
  return {
    ...reading,
    disallow: prepareDisallow(database),
    allow: prepareAllow(database, { clock, ids, find: reading.find }),
    refresh: prepareRefresh(database),
  }
}

function prepareReading(database: Database): Pick<AccountStore, 'find' | 'list'> {
  const selectAllowed = `SELECT known.*, listed.login, listed.added_at FROM (${selectUser}) AS known
    JOIN allowed_accounts AS listed ON listed.github_id = known.github_id`
  const one = database.prepare<[number], AllowedRow>(`${selectAllowed} WHERE known.github_id = ?`)
  const all = database.prepare<[], AllowedRow>(`${selectAllowed} ORDER BY listed.added_at, known.github_id`)
  return {
    find: (githubId) => {
      const row = one.get(githubId)
      return row === undefined ? null : allowedOf(row)
    },
    list: () => all.all().map(allowedOf),
  }
}

function prepareAllow(
  database: Database,
  { clock, ids, find }: { readonly clock: Clock; readonly ids: Ids; readonly find: AccountStore['find'] },
): AccountStore['allow'] {
  const known = database.prepare<[number], { is_local: number }>('SELECT is_local FROM users WHERE github_id = ?')
  const link = database.prepare<[number]>('UPDATE users SET github_id = ? WHERE is_local = 1 AND github_id IS NULL')
  const insertUser = database.prepare(
    'INSERT INTO users (id, github_id, username, role, created_at, last_login) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const setRole = database.prepare<[string, number]>('UPDATE users SET role = ? WHERE github_id = ? AND is_local = 0')
  const add = database.prepare<[number, number]>(
    'INSERT OR IGNORE INTO allowed_accounts (github_id, added_at) VALUES (?, ?)',
  )

  const allow = database.transaction((githubId: number, role: Role) => {
    const now = clock.now()
    const isNew = known.get(githubId) === undefined
    if (isNew && (role !== 'owner' || link.run(githubId).changes === 0)) {
      insertUser.run(ids.uuid(), githubId, `github-${githubId}`, role, now, now)
    }
    setRole.run(role, githubId)
    add.run(githubId, now)
    return find(githubId)
  })

  return (githubId, role) => {
    const user = allow.immediate(githubId, role)
    if (user === null) {
      throw new Error('SQLite has no row that was just inserted')
    }
    return user
  }
}

function prepareDisallow(database: Database): AccountStore['disallow'] {
  const unlist = database.prepare<[number]>('DELETE FROM allowed_accounts WHERE github_id = ?')
  const unlink = database.prepare<[number]>(
    'UPDATE users SET github_id = NULL, avatar_url = NULL, email = NULL WHERE github_id = ? AND is_local = 1',
  )
  const endSignIns = database.prepare<[{ readonly id: number }]>(
    `DELETE FROM sign_ins WHERE (via = 'github' AND user_id IN (SELECT id FROM users WHERE github_id = @id))
     OR user_id IN (SELECT id FROM users WHERE github_id = @id AND is_local = 0)`,
  )
  const endTokens = database.prepare<[number]>(
    'DELETE FROM personal_tokens WHERE user_id IN (SELECT id FROM users WHERE github_id = ? AND is_local = 0)',
  )

  const disallow = database.transaction((githubId: number) => {
    endSignIns.run({ id: githubId })
    endTokens.run(githubId)
    unlink.run(githubId)
    return unlist.run(githubId).changes > 0
  })

  return (githubId) => disallow.immediate(githubId)
}

function prepareRefresh(database: Database): AccountStore['refresh'] {
  const updateUser = database.prepare(
    `UPDATE users SET username = @login, avatar_url = @avatar_url, email = COALESCE(@email, email)
     WHERE github_id = @github_id`,
  )
  const updateName = database.prepare<[string, number]>('UPDATE allowed_accounts SET login = ? WHERE github_id = ?')

  const refresh = database.transaction((profile: GithubProfile) => {
    updateUser.run({ ...profile, email: profile.email ?? null })
    updateName.run(profile.login, profile.github_id)
  })
  return (profile) => refresh.immediate(profile)
}

function allowedOf(row: AllowedRow): AllowedUser {
  const { github_id, login, added_at } = row
  return { ...userOf(row), github_id, login, added_at }
}
