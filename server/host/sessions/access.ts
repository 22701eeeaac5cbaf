import { HomeportError } from '#shared/errors.ts'
import type { UserId } from '#shared/ids.ts'
import type { Actor } from '#shared/operations/session.ts'
import { maySee } from '#shared/session/maySee.ts'

/** Whether the actor may see this session: what is said in it, and all that one can do with it. */
export function maySeeSession(actor: Actor, { user_id }: { readonly user_id: UserId }): boolean {
  return maySee(actor, 'session', user_id)
}

/** The sessions that lists, counts and measurements show the actor. */
export function whoseSessions({ user_id }: Actor): UserId {
  return user_id
}

/** @throws HomeportError AUTH_006 unless the actor sees what everybody used. */
export function assertSeesUsageOfAll(actor: Actor): void {
  if (!maySee(actor, 'usage', null)) {
    throw new HomeportError('AUTH_006', 'Only an owner sees what everybody used. Leave out "user" to see your own.')
  }
}
