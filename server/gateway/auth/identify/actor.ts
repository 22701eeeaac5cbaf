import type { Actor } from '#shared/operations/session.ts'
import type { StoredUser } from '../store/users.ts'

/** A stored user as the actor of an operation. */
export function actorFor({ id, username, role, is_local }: StoredUser): Actor {
  return { user_id: id, username, role, ...(is_local ? { is_local_owner: true } : {}) }
}
