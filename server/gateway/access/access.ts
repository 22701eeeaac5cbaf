import { HomeportError } from '#shared/errors.ts'
import type { UserId } from '#shared/ids.ts'
import type { Actor } from '#shared/operations/session.ts'
import { maySee } from '#shared/session/maySee.ts'
import type { LinkEvent } from '#server/link/link.ts'

/** Whose devices, tokens and notices the actor sees; null: everybody's. */
export function whoseSignIns(actor: Actor): UserId | null {
  return maySee(actor, 'sign_in', null) ? null : actor.user_id
}

/** Whether a notice about sign-ins is for the actor. */
export function isNoticeFor(actor: Actor, { user_id }: { readonly user_id: string }): boolean {
  return maySee(actor, 'sign_in', user_id)
}

/** Whether an event of a session, and what is made of it elsewhere, is for the actor. */
export function isEventFor(actor: Actor, { user_id }: Pick<LinkEvent, 'user_id'>): boolean {
  return maySee(actor, 'session', user_id)
}

/** The others among these people of whose sessions the actor sees that they are there. */
export function othersSeenBy<P extends { readonly id: UserId }>(actor: Actor, people: readonly P[]): P[] {
  return people.filter(({ id }) => id !== actor.user_id && maySee(actor, 'session_facts', id))
}

/** @throws HomeportError AUTH_006 unless the actor sees the sums of everybody's sessions. */
export function assertSeesMetrics(actor: Actor): void {
  if (!maySee(actor, 'metrics', null)) {
    throw new HomeportError('AUTH_006', 'Metrics cover everybody’s sessions: they are for the owner.')
  }
}

/** Whether an upload that is not whole yet is this person’s to go on with: it goes into a session of theirs. */
export function isUploadOf(actor: Actor, { user_id }: { readonly user_id: UserId }): boolean {
  return maySee(actor, 'session', user_id)
}

/** Whether a deploy key is for the actor to see and to remove: their own, and of people who may not enter any more for whoever sees that such sessions are there. */
export function isDeployKeyFor(
  actor: Actor,
  { user_id, isGone }: { readonly user_id: UserId; readonly isGone: boolean },
): boolean {
  return maySee(actor, isGone ? 'session_facts' : 'session', user_id)
}
