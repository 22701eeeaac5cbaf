import type { Database } from 'better-sqlite3'
import type { UserId } from '#shared/ids.ts'

/** One-time secrets of sign-in links, hashed. They outlive a restart of the gateway. */
export interface SignInSecretStore {
  /** Forgets those that are over. */
  add(secret: { secret_hash: Buffer; user_id: UserId; now: number; expires_at: number }): void
  /** Whose it is, and never again: the first caller gets it. null when unknown, used or over. */
  take(secretHash: Buffer, now: number): string | null
}

export function createSignInSecretStore(database: Database): SignInSecretStore {
  const insert = database.prepare<[Buffer, string, number]>(
    'INSERT INTO sign_in_secrets (secret_hash, user_id, expires_at) VALUES (?, ?, ?)',
  )
  const removeExpired = database.prepare<[number]>('DELETE FROM sign_in_secrets WHERE expires_at <= ?')
  const take = database.prepare<[Buffer, number], { user_id: string }>(
    'DELETE FROM sign_in_secrets WHERE secret_hash = ? AND expires_at > ? RETURNING user_id',
  )

  return {
    add: (secret) => {
      removeExpired.run(secret.now)
      insert.run(secret.secret_hash, secret.user_id, secret.expires_at)
    },
    take: (hash, now) => take.get(hash, now)?.user_id ?? null,
  }
}
