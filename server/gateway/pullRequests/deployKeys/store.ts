import type { Database } from 'better-sqlite3'
import * as z from 'zod'
import { SessionId, UserId } from '#shared/ids.ts'

const StoredDeployKey = z.object({
  session_id: SessionId,
  user_id: UserId,
  base_url: z.string(),
  owner: z.string(),
  repository: z.string(),
  public_key: z.string(),
  key_id: z.number().int().nullable(),
  may_push: z.number().transform((is) => is === 1),
  state: z.enum(['there', 'removing']),
  problem: z.string().nullable(),
  added_at: z.string(),
})
export type StoredDeployKey = z.infer<typeof StoredDeployKey>

const Rows = z.array(StoredDeployKey)

/** The rows of `deploy_keys`. */
export interface DeployKeyStore {
  all(): readonly StoredDeployKey[]
  /** In the place of one that the session had. */
  put(key: StoredDeployKey): void
  remove(session_id: SessionId): void
}

export function createDeployKeyStore(database: Database): DeployKeyStore {
  const all = database.prepare('SELECT * FROM deploy_keys ORDER BY added_at, session_id')
  const put = database.prepare<object>(
    `INSERT OR REPLACE INTO deploy_keys
       (session_id, user_id, base_url, owner, repository, public_key, key_id, may_push, state, problem, added_at)
     VALUES
       (@session_id, @user_id, @base_url, @owner, @repository, @public_key, @key_id, @may_push, @state, @problem, @added_at)`,
  )
  const remove = database.prepare<[string]>('DELETE FROM deploy_keys WHERE session_id = ?')
  return {
    all: () => Rows.parse(all.all()),
    put: (key) => void put.run({ ...key, may_push: key.may_push ? 1 : 0 }),
    remove: (session_id) => void remove.run(session_id),
  }
}
