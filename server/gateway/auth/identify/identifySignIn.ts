import { HomeportError } from '#shared/errors.ts'
import type { Role } from '#shared/operations/auth.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { SignIn, SignInStore } from '../store/signIns.ts'
import type { StoredUser, UserStore } from '../store/users.ts'
import { actorFor } from './actor.ts'
import { type Identity, narrower, roleScopes } from '../../kernel/identity.ts'
import { deviceName } from '../devices/deviceName.ts'
import { accountBehind } from '../store/accountBehind.ts'

/** Of its name, in UTF-16 units. */
const MAX_DEVICE = 200

/** Uses are written down this coarsely, so that reading does not write. */
const TOUCH_AFTER_MS = 60 * 1000

export interface SignInFacts {
  readonly clock: Clock
  readonly users: UserStore
  readonly signIns: SignInStore
  /** The setting `pairing.allowed`. */
  readonly mayPairedEnter: () => boolean
  /** The setting `pairing.with_github`: neither a pairing nor GitHub is enough by itself. */
  readonly needsBoth: () => boolean
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
  if (found === null) {
    throw notOurs()
  }
  assertNotOver(found.expires_at, deps.clock)
  const user = deps.users.find(found.user_id)
  if (found.via === 'paired' && !deps.mayPairedEnter()) {
    throw new HomeportError('AUTH_004', 'Paired devices may not enter this workstation now. Sign in with GitHub.')
  }
  const person = admittedActor(user)
  const pairing = deps.needsBoth() ? pairingOf(deps, found) : null
  const device = (found.name ?? deviceName(found.user_agent)).slice(0, MAX_DEVICE)
  const actor = { ...person, role: narrowest(person.role, [found.role, pairing?.role]), device }
  noteUse(deps, { found, pairing }, { use, address: address ?? null })
  const credential = { kind: 'sign_in', id: found.id } as const
  const github_id = accountBehind(found, user)
  return { actor, scopes: roleScopes(actor.role), credential, ...(github_id !== null && { github_id }) }
}

/**
 * The pairing of the same browser that an account from GitHub needs, too; null where none is needed.
 * @throws HomeportError AUTH_004 where one of the two is missing.
 */
function pairingOf({ signIns, clock }: SignInFacts, { via, user_id, browser_key }: SignIn): SignIn | null {
  if (via === 'paired') {
    throw new HomeportError(
      'AUTH_004',
      'This device is paired. Sign in with GitHub on it as well: both are needed here.',
    )
  }
  const pairing = via === 'local' || browser_key === null ? null : signIns.findPairing(browser_key, user_id)
  if (via === 'github' && (pairing === null || pairing.expires_at <= clock.now())) {
    throw new HomeportError(
      'AUTH_004',
      'This workstation requires devices to be paired as well. Scan its pairing code in this browser, then sign in with GitHub.',
    )
  }
  if (pairing !== null) {
    // The owner may have let the browser in for this person: it is theirs from now on, whatever is wanted later.
    signIns.giveTo(pairing.id, user_id)
  }
  return pairing
}

function narrowest(role: Role, bounds: readonly (Role | null | undefined)[]): Role {
  return bounds.reduce<Role>((least, bound) => narrower(least, bound ?? least), role)
}

/** A pairing counts as used with the sign-in that needs it. */
function noteUse(
  { clock, signIns }: SignInFacts,
  { found, pairing }: { readonly found: SignIn; readonly pairing: SignIn | null },
  { use, address = null }: SignInUse,
): void {
  const now = clock.now()
  const seen = { last_used_at: now, address: address ?? undefined }
  if (use === 'prolongs' && isProlongingDue(found, clock)) {
    signIns.touch(found.id, { ...seen, expires_at: now + found.lasts_ms })
    if (pairing !== null) {
      signIns.touch(pairing.id, { last_used_at: now, expires_at: now + pairing.lasts_ms })
    }
  } else if (isTouchDue(found.last_used_at, clock)) {
    signIns.touch(found.id, seen)
  }
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
    throw new HomeportError('AUTH_002', 'This sign-in has ended. Open a new sign-in link, or make a new token.')
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
