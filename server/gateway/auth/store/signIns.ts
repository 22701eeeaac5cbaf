import type { Database } from 'better-sqlite3'
import type { UserId } from '#shared/ids.ts'
import type { Role } from '#shared/operations/auth.ts'

/** A browser or program that signed in. Times are milliseconds since 1970. */
export interface SignIn {
  readonly id: string
  readonly user_id: string
  /** local: with a one-time link of this machine · github: with an allowed account · paired: let in by its person. */
  readonly via: 'local' | 'github' | 'paired'
  readonly user_agent: string
  /** The last network address it was used from. */
  readonly address: string
  readonly created_at: number
  readonly last_used_at: number
  readonly expires_at: number
  /** How long it lasts after its last use. */
  readonly lasts_ms: number
  /** What its pages sign with; null: its cookie alone is enough. */
  readonly browser_key: string | null
  /** 1: it is from before pages had keys, and cookies their present name; its page takes it over. */
  readonly has_old_cookie: 0 | 1
  /** What its person calls it; null: nobody said. */
  readonly name: string | null
  /** The most that it may do; null: what its person may. */
  readonly role: Role | null
}

export interface NewSignIn extends Omit<SignIn, 'user_id' | 'last_used_at' | 'has_old_cookie'> {
  readonly secret_hash: Buffer
  readonly user_id: UserId
}

export interface Use {
  readonly last_used_at: number
  /** Absent: this use does not prolong it. */
  readonly expires_at?: number
  /** Absent: from where it was used last. */
  readonly address?: string | undefined
}

/** Sign-ins. Knows hashes only; decides nothing about time but what is long over. */
export interface SignInStore {
  create(signIn: NewSignIn): void
  find(id: string): SignIn | null
  findByCookie(secretHash: Buffer): SignIn | null
  /** Only those whose cookie was given out before it had its present name. */
  findByOldCookie(secretHash: Buffer): SignIn | null
  /** The latest pairing of the browser with that key, for that person or by the owner of this machine. */
  findPairing(browserKey: string, userId: string): SignIn | null
  /** It is that person's from now on. No-op where it is already. */
  giveTo(id: string, userId: string): void
  /** From now on it has this cookie, under the present name, and these pages. False when it is gone, or bound already. */
  bind(id: string, to: { readonly secret_hash: Buffer; readonly browser_key: string }): boolean
  /** Its cookie was given out again under the present name. */
  forgetOldCookie(id: string): void
  /** Most recently used first; of everybody when no user is named. */
  list(userId: UserId | null): SignIn[]
  /** All that began that way. */
  idsVia(via: SignIn['via']): string[]
  /** No-op if absent. */
  touch(id: string, use: Use): void
  /** Its refresh tokens end with it. False when there was none. */
  remove(id: string): boolean
  removeExpired(now: number): void
}

const MAX_LISTED = 500

export function createSignInStore(database: Database): SignInStore {
  const fields =
    'id, user_id, via, user_agent, address, created_at, last_used_at, expires_at, lasts_ms, browser_key, has_old_cookie, name, role'
  const insert = database.prepare(
    `INSERT INTO sign_ins (id, secret_hash, user_id, via, user_agent, address, created_at, last_used_at, expires_at, lasts_ms, browser_key, name, role)
     VALUES (@id, @secret_hash, @user_id, @via, @user_agent, @address, @created_at, @created_at, @expires_at, @lasts_ms, @browser_key, @name, @role)`,
  )
  const byId = database.prepare<[string], SignIn>(`SELECT ${fields} FROM sign_ins WHERE id = ?`)
  const byCookie = database.prepare<[Buffer], SignIn>(`SELECT ${fields} FROM sign_ins WHERE secret_hash = ?`)
  const byOldCookie = database.prepare<[Buffer], SignIn>(
    `SELECT ${fields} FROM sign_ins WHERE secret_hash = ? AND has_old_cookie = 1`,
  )
  const pairing = database.prepare<[string, string], SignIn>(
    `SELECT ${fields} FROM sign_ins WHERE via = 'paired' AND browser_key = ?
       AND (user_id = ? OR user_id IN (SELECT id FROM users WHERE is_local = 1))
     ORDER BY expires_at DESC LIMIT 1`,
  )
  const giveTo = database.prepare<{ id: string; user_id: string }>(
    'UPDATE sign_ins SET user_id = @user_id WHERE id = @id AND user_id <> @user_id',
  )
  const bind = database.prepare<[Buffer, string, string]>(
    `UPDATE sign_ins SET secret_hash = ?, browser_key = ?, has_old_cookie = 0 WHERE id = ? AND browser_key IS NULL`,
  )
  const forgetOld = database.prepare<[string]>('UPDATE sign_ins SET has_old_cookie = 0 WHERE id = ?')
  const byUser = database.prepare<[string | null, string | null, number], SignIn>(
    `SELECT ${fields} FROM sign_ins WHERE ? IS NULL OR user_id = ? ORDER BY last_used_at DESC, id LIMIT ?`,
  )
  const byWay = database.prepare<[string], { id: string }>('SELECT id FROM sign_ins WHERE via = ?')
  const update = database.prepare<[number, number | null, string | null, string]>(
    'UPDATE sign_ins SET last_used_at = ?, expires_at = COALESCE(?, expires_at), address = COALESCE(?, address) WHERE id = ?',
  )
  const remove = database.prepare<[string]>('DELETE FROM sign_ins WHERE id = ?')
  const removeExpired = database.prepare<[number]>('DELETE FROM sign_ins WHERE expires_at <= ?')

  return {
    create: (signIn) => {
      insert.run(signIn)
    },
    find: (id) => byId.get(id) ?? null,
    findByCookie: (hash) => byCookie.get(hash) ?? null,
    findByOldCookie: (hash) => byOldCookie.get(hash) ?? null,
    findPairing: (key, userId) => pairing.get(key, userId) ?? null,
    giveTo: (id, userId) => {
      giveTo.run({ id, user_id: userId })
    },
    bind: (id, { secret_hash, browser_key }) => bind.run(secret_hash, browser_key, id).changes > 0,
    forgetOldCookie: (id) => {
      forgetOld.run(id)
    },
    list: (userId) => byUser.all(userId, userId, MAX_LISTED),
    idsVia: (via) => byWay.all(via).map(({ id }) => id),
    touch: (id, use) => {
      update.run(use.last_used_at, use.expires_at ?? null, use.address ?? null, id)
    },
    remove: (id) => remove.run(id).changes > 0,
    removeExpired: (now) => {
      removeExpired.run(now)
    },
  }
}
