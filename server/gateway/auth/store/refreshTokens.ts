import type { Database } from 'better-sqlite3'

/** A refresh token without its value. Times are milliseconds since 1970. */
export interface RefreshToken {
  readonly sign_in_id: string
  readonly expires_at: number
  /** null: never used. A second use is a theft, or the theft before it. */
  readonly used_at: number | null
}

/** Refresh tokens, hashed. They end with their sign-in. */
export interface RefreshTokenStore {
  add(token: { readonly secret_hash: Buffer; readonly sign_in_id: string; readonly expires_at: number }): void
  find(secretHash: Buffer): RefreshToken | null
  /** False when somebody else was faster: it counts as used twice then. */
  use(secretHash: Buffer, now: number): boolean
  /** Forgets all of a sign-in. */
  removeOf(signInId: string): void
  removeExpired(now: number): void
}

export function createRefreshTokenStore(database: Database): RefreshTokenStore {
  const insert = database.prepare(
    'INSERT INTO refresh_tokens (secret_hash, sign_in_id, expires_at) VALUES (@secret_hash, @sign_in_id, @expires_at)',
  )
  const select = database.prepare<[Buffer], RefreshToken>(
    'SELECT sign_in_id, expires_at, used_at FROM refresh_tokens WHERE secret_hash = ?',
  )
  const use = database.prepare<[number, Buffer]>(
    'UPDATE refresh_tokens SET used_at = ? WHERE secret_hash = ? AND used_at IS NULL',
  )
  const removeOf = database.prepare<[string]>('DELETE FROM refresh_tokens WHERE sign_in_id = ?')
  const removeExpired = database.prepare<[number]>('DELETE FROM refresh_tokens WHERE expires_at <= ?')

  return {
    add: (token) => {
      insert.run(token)
    },
    find: (hash) => select.get(hash) ?? null,
    use: (hash, now) => use.run(now, hash).changes > 0,
    removeOf: (id) => {
      removeOf.run(id)
    },
    removeExpired: (now) => {
      removeExpired.run(now)
    },
  }
}
