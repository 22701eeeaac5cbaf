import type { Database } from 'better-sqlite3'
import * as z from 'zod'
import { HomeportError } from '#shared/errors.ts'
import { type SessionId, SessionId as SessionIdSchema, type UserId } from '#shared/ids.ts'
import type { Vault } from '#server/platform/vault/vault.ts'
import { withReadableErrors } from '../../store/sqliteFailure.ts'

const Rows = z.array(
  z.object({
    kind: z.enum(['token', 'key']),
    host: z.string(),
    session_id: z.string().transform((id) => (id === '' ? null : SessionIdSchema.parse(id))),
    username: z.string(),
    public_key: z.string(),
    added_at: z.string(),
  }),
)

/** What there is, without the secret. `session_id` null: for all sessions of the person. */
export type GitSecret = z.infer<typeof Rows>[number]

export interface NewGitSecret {
  readonly user_id: UserId
  readonly kind: 'token' | 'key'
  readonly host: string
  readonly session_id: SessionId | null
  readonly username: string
  readonly public_key: string
  readonly added_at: string
}

type Place = Pick<NewGitSecret, 'user_id' | 'kind' | 'host' | 'session_id'>

/** More hosts than anybody signs in at: each is a row and an entry of the vault. */
const MOST_PER_PERSON = 100

/** Tokens and keys for Git: the rows of `git_secrets` say which there are, the vault has the secrets. */
export class GitSecrets {
  readonly #vault: Pick<Vault, 'get' | 'set' | 'delete'>
  readonly #all
  readonly #save
  readonly #remove
  readonly #orphans

  constructor(database: Database, vault: Pick<Vault, 'get' | 'set' | 'delete'>) {
    this.#vault = vault
    this.#all = database.prepare<object>('SELECT * FROM git_secrets WHERE user_id = @user_id ORDER BY host, session_id')
    this.#save = database.prepare<object>(
      `INSERT OR REPLACE INTO git_secrets (user_id, kind, host, session_id, username, public_key, added_at)
       VALUES (@user_id, @kind, @host, @session_id, @username, @public_key, @added_at)`,
    )
    this.#remove = database.prepare<object>(
      'DELETE FROM git_secrets WHERE user_id = @user_id AND kind = @kind AND host = @host AND session_id = @session_id',
    )
    this.#orphans = database.prepare<object>(
      `SELECT git_secrets.* FROM git_secrets LEFT JOIN sessions ON sessions.id = git_secrets.session_id
       WHERE git_secrets.session_id <> '' AND (sessions.id IS NULL OR sessions.status = 'TERMINATED')`,
    )
  }

  list(user_id: UserId): readonly GitSecret[] {
    return withReadableErrors(() => Rows.parse(this.#all.all({ user_id })))
  }

  /**
   * The row first: a secret that no row leads to would never go. Where the vault does not take the new one, what was before
   * stays.
   * @throws HomeportError SETTINGS_001 when the vault cannot be used; SESSION_003 for one more than a person may have.
   */
  async keep(secret: NewGitSecret, value: string): Promise<void> {
    const all = this.list(secret.user_id)
    const before = all.find((one) => isAt(one, secret))
    if (before === undefined && all.length >= MOST_PER_PERSON) {
      throw new HomeportError(
        'SESSION_003',
        `Homeport keeps ${MOST_PER_PERSON} Git credentials of a person at most. Nothing was kept. Remove one that is not needed any more.`,
      )
    }
    this.#put(secret)
    try {
      await this.#vault.set(nameOf(secret), value)
    } catch (error) {
      if (before === undefined) {
        await this.remove(secret).catch(() => {})
      } else {
        this.#put({ ...before, user_id: secret.user_id })
      }
      throw error
    }
  }

  #put(secret: NewGitSecret): void {
    withReadableErrors(() => this.#save.run({ ...secret, session_id: secret.session_id ?? '' }))
  }

  /** null: there is none. */
  value(place: Place): Promise<string | null> {
    return this.#vault.get(nameOf(place))
  }

  /** The secret first, for the same reason. False: there was none. */
  async remove(place: Place): Promise<boolean> {
    await this.#vault.delete(nameOf(place))
    const { user_id, kind, host } = place
    const values = { user_id, kind, host, session_id: place.session_id ?? '' }
    return withReadableErrors(() => this.#remove.run(values).changes > 0)
  }

  /** Removes what was given for sessions that have ended or are gone. */
  async sweep(): Promise<void> {
    const WithUser = z.array(z.object({ user_id: z.string() }))
    const raw = withReadableErrors(() => this.#orphans.all({}))
    const users = WithUser.parse(raw)
    for (const [index, row] of Rows.parse(raw).entries()) {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it was written as one
      await this.remove({ ...row, user_id: users[index]?.user_id as UserId })
    }
  }
}

function isAt(one: GitSecret, { kind, host, session_id }: NewGitSecret): boolean {
  return one.kind === kind && one.host === host && one.session_id === session_id
}

function nameOf({ user_id, kind, host, session_id }: Place): string {
  return `git_${kind}.${user_id}.${host}${session_id === null ? '' : `.${session_id}`}`
}
