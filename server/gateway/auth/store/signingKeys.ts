import type { Database } from 'better-sqlite3'
import * as z from 'zod'

/** The public half of an RSA key, as JWKS shows it. */
export const PublicJwk = z.object({ kty: z.literal('RSA'), n: z.string(), e: z.string() })
export type PublicJwk = z.infer<typeof PublicJwk>

/** Times are milliseconds since 1970. */
export interface StoredKey {
  readonly kid: string
  readonly public_jwk: PublicJwk
  readonly created_at: number
  /** From then on nothing signed with it is accepted. */
  readonly ends_at: number
}

/** Public halves of signing keys. They are kept here so that tokens outlive the process that signed them. */
export interface SigningKeyStore {
  add(key: StoredKey): void
  find(kid: string): StoredKey | null
  /** Newest first. */
  list(): StoredKey[]
  /** All but one end at the latest then. */
  endOthers(kid: string, at: number): void
  removeEnded(now: number): void
}

interface KeyRow extends Omit<StoredKey, 'public_jwk'> {
  readonly public_jwk: string
}

export function createSigningKeyStore(database: Database): SigningKeyStore {
  const insert = database.prepare(
    'INSERT INTO signing_keys (kid, public_jwk, created_at, ends_at) VALUES (@kid, @public_jwk, @created_at, @ends_at)',
  )
  const select = database.prepare<[string], KeyRow>('SELECT * FROM signing_keys WHERE kid = ?')
  const selectAll = database.prepare<[], KeyRow>('SELECT * FROM signing_keys ORDER BY created_at DESC, kid')
  const endOthers = database.prepare<[number, string]>(
    'UPDATE signing_keys SET ends_at = min(ends_at, ?) WHERE kid <> ?',
  )
  const removeEnded = database.prepare<[number]>('DELETE FROM signing_keys WHERE ends_at <= ?')

  return {
    add: (key) => {
      insert.run({ ...key, public_jwk: JSON.stringify(key.public_jwk) })
    },
    find: (kid) => {
      const row = select.get(kid)
      return row === undefined ? null : fromRow(row)
    },
    list: () => selectAll.all().map(fromRow),
    endOthers: (kid, at) => {
      endOthers.run(at, kid)
    },
    removeEnded: (now) => {
      removeEnded.run(now)
    },
  }
}

function fromRow(row: KeyRow): StoredKey {
  return { ...row, public_jwk: PublicJwk.parse(JSON.parse(row.public_jwk)) }
}
