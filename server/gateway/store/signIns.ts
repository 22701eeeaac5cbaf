import type { Database } from 'better-sqlite3'
import type { UserId } from '#shared/ids.ts'

/** A browser or program that signed in. Times are milliseconds since 1970. */
export interface SignIn {
  readonly id: string
  readonly user_id: string
  readonly last_used_at: number
  readonly expires_at: number
}

export interface NewSignIn {
  readonly id: string
  readonly secret_hash: Buffer
  readonly user_id: UserId
  readonly user_agent: string
  readonly now: number
  readonly expires_at: number
}

/** Sign-ins and their short access tokens. Knows hashes only; decides nothing about time but what is long over. */
export interface SignInStore {
  create(signIn: NewSignIn): void
  find(id: string): SignIn | null
  findByCookie(secretHash: Buffer): SignIn | null
  /** The sign-in that an access token stands for, with the token's own end. */
  findByAccessToken(secretHash: Buffer): SignIn | null
  addAccessToken(token: { secret_hash: Buffer; sign_in_id: string; expires_at: number }): void
  /** No-op if absent. */
  renew(id: string, times: { last_used_at: number; expires_at: number }): void
  /** Its access tokens end with it. No-op if absent. */
  remove(id: string): void
  removeExpired(now: number): void
}

export function createSignInStore(database: Database): SignInStore {
  const fields = 'sign_ins.id, sign_ins.user_id, sign_ins.last_used_at'
  const insert = database.prepare(
    `INSERT INTO sign_ins (id, secret_hash, user_id, user_agent, created_at, last_used_at, expires_at)
     VALUES (@id, @secret_hash, @user_id, @user_agent, @now, @now, @expires_at)`,
  )
  const byId = database.prepare<[string], SignIn>(`SELECT ${fields}, expires_at FROM sign_ins WHERE id = ?`)
  const byCookie = database.prepare<[Buffer], SignIn>(
    `SELECT ${fields}, expires_at FROM sign_ins WHERE secret_hash = ?`,
  )
  const byAccessToken = database.prepare<[Buffer], SignIn>(
    `SELECT ${fields}, access_tokens.expires_at FROM access_tokens
     JOIN sign_ins ON sign_ins.id = access_tokens.sign_in_id WHERE access_tokens.secret_hash = ?`,
  )
  const insertToken = database.prepare(
    'INSERT INTO access_tokens (secret_hash, sign_in_id, expires_at) VALUES (@secret_hash, @sign_in_id, @expires_at)',
  )
  const update = database.prepare<[number, number, string]>(
    'UPDATE sign_ins SET last_used_at = ?, expires_at = ? WHERE id = ?',
  )
  const remove = database.prepare<[string]>('DELETE FROM sign_ins WHERE id = ?')
  const removeTokens = database.prepare<[number]>('DELETE FROM access_tokens WHERE expires_at <= ?')
  const removeSignIns = database.prepare<[number]>('DELETE FROM sign_ins WHERE expires_at <= ?')

  return {
    create: (signIn) => {
      insert.run(signIn)
    },
    find: (id) => byId.get(id) ?? null,
    findByCookie: (hash) => byCookie.get(hash) ?? null,
    findByAccessToken: (hash) => byAccessToken.get(hash) ?? null,
    addAccessToken: (token) => {
      insertToken.run(token)
    },
    renew: (id, times) => {
      update.run(times.last_used_at, times.expires_at, id)
    },
    remove: (id) => {
      remove.run(id)
    },
    removeExpired: (now) => {
      removeTokens.run(now)
      removeSignIns.run(now)
    },
  }
}
