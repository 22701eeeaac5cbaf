import { HomeportError } from '#shared/errors.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { SignIn, SignInStore } from '../store/signIns.ts'
import type { StoredUser, UserStore } from '../store/users.ts'
import { actorFor } from './actor.ts'
import { type Identity, narrower, roleScopes } from '../../kernel/identity.ts'
import { accountBehind } from '../store/accountBehind.ts'

/** Uses are written down this coarsely, so that reading does not write. */
const TOUCH_AFTER_MS = 60 * 1000

export interface SignInFacts {
  readonly clock: Clock
  readonly users: UserStore
  readonly signIns: SignInStore
  /** The setting `pairing.allowed`. */
  readonly mayPairedEnter: () => boolean
}

/** seen: it is written down when · prolongs: its end moves, too. */
interface SignInUse {
  readonly use: 'seen' | 'prolongs'
  readonly address?: string | null
}

/**
 * Who signed in with it, as they are now. @throws HomeportError AUTH_003 when it is gone, AUTH_002 when it is over,
 * AUTH_004 when its person may not enter any more.
 */
export function identifySignIn(deps: SignInFacts, found: SignIn | null, { use, address }: SignInUse): Identity {
  const { clock, signIns } = deps
  if (found === null) {
    throw notOurs()
  }
  assertNotOver(found.expires_at, clock)
  const user = deps.users.find(found.user_id)
  if (found.via === 'paired' && !deps.mayPairedEnter()) {
    throw new HomeportError('AUTH_004', 'Paired devices may not enter this workstation now. Sign in with GitHub.')
  }
  const person = admittedActor(user)
  const actor = { ...person, role: narrower(person.role, found.role ?? person.role) }
  const now = clock.now()
  if (use === 'prolongs' && isProlongingDue(found, clock)) {
    signIns.touch(found.id, { last_used_at: now, expires_at: now + found.lasts_ms, address: address ?? undefined })
  } else if (isTouchDue(found.last_used_at, clock)) {
    signIns.touch(found.id, { last_used_at: now, address: address ?? undefined })
  }
  const credential = { kind: 'sign_in', id: found.id } as const
  const github_id = accountBehind(found, user)
  return { actor, scopes: roleScopes(actor.role), credential, ...(github_id !== null && { github_id }) }
}

export function githubIdOf(user: StoredUser | null): Pick<Identity, 'github_id'> {
  const github_id = user?.github_id ?? null
  return github_id === null ? {} : { github_id }
}

export function isTouchDue(lastUsedAt: number, clock: Clock): boolean {
  return clock.now() - lastUsedAt >= TOUCH_AFTER_MS
}

export function isProlongingDue({ expires_at, lasts_ms }: SignIn, clock: Clock): boolean {
  return clock.now() + lasts_ms - expires_at >= TOUCH_AFTER_MS
}

export function assertNotOver(expiresAt: number | null, clock: Clock): void {
  if (expiresAt !== null && expiresAt <= clock.now()) {
    throw new HomeportError('AUTH_002', 'This sign-in is over. Open a fresh sign-in link, or make a new token.')
  }
}

/** Who a user acts as. @throws HomeportError AUTH_003 when there is none, AUTH_004 when they may not enter. */
export function admittedActor(user: StoredUser | null): Identity['actor'] {
  if (user === null) {
    throw notOurs()
  }
  if (!user.may_enter) {
    throw notAllowed()
  }
  return actorFor(user)
}

export function notOurs(): HomeportError {
  return new HomeportError('AUTH_003', 'This credential is not known here: it was revoked, or it is mistyped.')
}

export function notAllowed(): HomeportError {
  return new HomeportError('AUTH_004', 'This GitHub account is not on the allow-list of this workstation any more.')
}
