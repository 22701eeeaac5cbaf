import type { Database } from 'better-sqlite3'
import { UserId } from '#shared/ids.ts'
import type { Actor } from '#shared/operations/session.ts'

/**
 * Who has called this host, by name, and whose machine it is. The gateway sends it with each call; after a
 * restart the host has to know it before anybody calls, since it takes up their sessions.
 */
export interface People {
  /** Writes only what is new. */
  note(actor: Actor): void
  isLocalOwner(userId: UserId): boolean
  /** null when they never made a call. */
  nameOf(userId: UserId): string | null
}

export function createPeople(database: Database): People {
  const known = new Map<UserId, { readonly username: string; readonly is_local_owner: boolean }>()
  const rows = database
    .prepare<[], { user_id: string; username: string; is_local_owner: number }>('SELECT * FROM people')
    .all()
  for (const { user_id, username, is_local_owner } of rows) {
    known.set(UserId.parse(user_id), { username, is_local_owner: is_local_owner === 1 })
  }
  const write = database.prepare<[string, string, number]>(
    'INSERT OR REPLACE INTO people (user_id, username, is_local_owner) VALUES (?, ?, ?)',
  )
  return {
    note: ({ user_id, username, is_local_owner = false }) => {
      const before = known.get(user_id)
      if (before?.username !== username || before.is_local_owner !== is_local_owner) {
        write.run(user_id, username, is_local_owner ? 1 : 0)
        known.set(user_id, { username, is_local_owner })
      }
    },
    isLocalOwner: (userId) => known.get(userId)?.is_local_owner === true,
    nameOf: (userId) => known.get(userId)?.username ?? null,
  }
}
