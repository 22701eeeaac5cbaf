import type { Database } from 'better-sqlite3'
import * as z from 'zod'
import type { UserId } from '#shared/ids.ts'
import { TokenScope } from '#shared/operations/auth.ts'

/** A personal access token without its value. Times are milliseconds since 1970. */
export interface PersonalToken {
  readonly id: string
  readonly user_id: string
  readonly name: string
  readonly scopes: readonly TokenScope[]
  readonly created_at: number
  readonly expires_at: number | null
  readonly last_used_at: number | null
}

export interface PersonalTokenStore {
  create(token: PersonalToken & { readonly secret_hash: Buffer }): void
  find(id: string): PersonalToken | null
  findBySecret(secretHash: Buffer): PersonalToken | null
  /** Oldest first; of everybody when no user is named. */
  list(userId: UserId | null): PersonalToken[]
  /** No-op if absent. */
  touch(id: string, now: number): void
  /** False when there was none. */
  remove(id: string): boolean
}

type PersonalTokenRow = Omit<PersonalToken, 'scopes'> & { readonly scopes: string }

export function createPersonalTokenStore(database: Database): PersonalTokenStore {
  const insert = database.prepare(
    `INSERT INTO personal_tokens (id, secret_hash, user_id, name, scopes, created_at, expires_at, last_used_at)
     VALUES (@id, @secret_hash, @user_id, @name, @scopes, @created_at, @expires_at, @last_used_at)`,
  )
  const fields = 'id, user_id, name, scopes, created_at, expires_at, last_used_at'
  const byId = database.prepare<[string], PersonalTokenRow>(`SELECT ${fields} FROM personal_tokens WHERE id = ?`)
  const bySecret = database.prepare<[Buffer], PersonalTokenRow>(
    `SELECT ${fields} FROM personal_tokens WHERE secret_hash = ?`,
  )
  const byUser = database.prepare<[string | null, string | null], PersonalTokenRow>(
    `SELECT ${fields} FROM personal_tokens WHERE ? IS NULL OR user_id = ? ORDER BY created_at, id`,
  )
  const update = database.prepare<[number, string]>('UPDATE personal_tokens SET last_used_at = ? WHERE id = ?')
  const remove = database.prepare<[string]>('DELETE FROM personal_tokens WHERE id = ?')

  return {
    create: (token) => {
      insert.run({ ...token, scopes: JSON.stringify(token.scopes) })
    },
    find: (id) => fromRow(byId.get(id)),
    findBySecret: (hash) => fromRow(bySecret.get(hash)),
    list: (userId) => byUser.all(userId, userId).map(withScopes),
    touch: (id, now) => {
      update.run(now, id)
    },
    remove: (id) => remove.run(id).changes > 0,
  }
}

function fromRow(row: PersonalTokenRow | undefined): PersonalToken | null {
  return row === undefined ? null : withScopes(row)
}

function withScopes(row: PersonalTokenRow): PersonalToken {
  return { ...row, scopes: z.array(TokenScope).parse(JSON.parse(row.scopes)) }
}
