import { HomeportError } from '#shared/errors.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { PersonalTokenStore } from '../store/personalTokens.ts'
import type { SignIn, SignInStore } from '../store/signIns.ts'
import type { UserStore } from '../store/users.ts'
import type { SessionCookie } from './cookie.ts'
import { type Credential, type Identity, roleScopes, withinRole } from './identity.ts'
import { PERSONAL_TOKEN_PREFIX, hashSecret } from './secret.ts'

/** A browser that comes back within this stays signed in: each use moves the end. */
export const SIGN_IN_MS = 30 * 24 * 3600 * 1000

/** Uses are written down this coarsely, so that reading does not write. */
const RENEW_AFTER_MS = 3600 * 1000
const TOUCH_AFTER_MS = 60 * 1000

/** No credential comes near it; longer ones are not even hashed. */
const MAX_SECRET_LENGTH = 4000

/** What the headers of a request prove. `cookie` to be renewed: the value to set again. */
export type Identification =
  | { readonly kind: 'none' }
  | { readonly kind: 'refused'; readonly error: HomeportError; readonly by: 'cookie' | 'bearer' }
  | {
      readonly kind: 'proven'
      readonly identity: Identity
      readonly by: 'cookie' | 'bearer'
      readonly renewed_cookie: string | null
    }

export interface CredentialHeaders {
  readonly authorization?: string | undefined
  readonly cookie?: string | undefined
}

/** Turns credentials into identities. The only place that reads them. */
export interface Guard {
  /** A bearer token wins over a cookie. Never throws. */
  identify(headers: CredentialHeaders): Identification
  /** @throws HomeportError AUTH_002 when it is over, AUTH_003 when it is none of ours (or was revoked). */
  identifyToken(token: string): Identity
  /** Whether what was opened with it may stay open; counts as a use. */
  isStillValid(credential: Credential): boolean
}

export interface GuardDeps {
  readonly clock: Clock
  readonly cookie: SessionCookie
  readonly users: UserStore
  readonly signIns: SignInStore
  readonly personalTokens: PersonalTokenStore
}

export function createGuard(deps: GuardDeps): Guard {
  return {
    identify: (headers) => {
      const bearer = readBearer(headers.authorization)
      if (bearer !== null) {
        return attempt('bearer', () => proven('bearer', identifyToken(deps, bearer)))
      }
      const cookie = deps.cookie.read(headers.cookie)
      return cookie === null ? { kind: 'none' } : attempt('cookie', () => identifyCookie(deps, cookie))
    },
    identifyToken: (token) => identifyToken(deps, token),
    isStillValid: ({ kind, id }) => {
      if (kind === 'personal_token') {
        const token = deps.personalTokens.find(id)
        return token !== null && !isOver(token.expires_at, deps.clock)
      }
      const signIn = deps.signIns.find(id)
      if (signIn === null || isOver(signIn.expires_at, deps.clock)) {
        return false
      }
      renew(deps, signIn)
      return true
    },
  }
}

function proven(by: 'cookie' | 'bearer', identity: Identity, renewedCookie: string | null = null): Identification {
  return { kind: 'proven', by, identity, renewed_cookie: renewedCookie }
}

function identifyToken(deps: GuardDeps, token: string): Identity {
  if (token.length > MAX_SECRET_LENGTH) {
    throw notOurs()
  }
  return token.startsWith(PERSONAL_TOKEN_PREFIX)
    ? identifyPersonal(deps, token)
    : identifySignIn(deps, deps.signIns.findByAccessToken(hashSecret(token)))
}

function identifyCookie(deps: GuardDeps, cookie: string): Identification {
  const found = deps.signIns.findByCookie(hashSecret(cookie))
  const identity = identifySignIn(deps, found)
  const isRenewed = found !== null && renew(deps, found)
  return proven('cookie', { ...identity, is_local_browser: true }, isRenewed ? cookie : null)
}

function identifyPersonal({ clock, personalTokens, users }: GuardDeps, token: string): Identity {
  const found = personalTokens.findBySecret(hashSecret(token))
  if (found === null) {
    throw notOurs()
  }
  assertNotOver(found.expires_at, clock)
  if (clock.now() - (found.last_used_at ?? 0) >= TOUCH_AFTER_MS) {
    personalTokens.touch(found.id, clock.now())
  }
  const actor = actorOf(users, found.user_id)
  return { actor, scopes: withinRole(found.scopes, actor.role), credential: { kind: 'personal_token', id: found.id } }
}

function identifySignIn({ clock, users }: GuardDeps, found: SignIn | null): Identity {
  if (found === null) {
    throw notOurs()
  }
  assertNotOver(found.expires_at, clock)
  const actor = actorOf(users, found.user_id)
  return { actor, scopes: roleScopes(actor.role), credential: { kind: 'sign_in', id: found.id } }
}

/** True when the end was moved. */
function renew({ clock, signIns }: GuardDeps, signIn: SignIn): boolean {
  const now = clock.now()
  if (now - signIn.last_used_at < RENEW_AFTER_MS) {
    return false
  }
  signIns.renew(signIn.id, { last_used_at: now, expires_at: now + SIGN_IN_MS })
  return true
}

function isOver(expiresAt: number | null, clock: Clock): boolean {
  return expiresAt !== null && expiresAt <= clock.now()
}

function assertNotOver(expiresAt: number | null, clock: Clock): void {
  if (isOver(expiresAt, clock)) {
    throw new HomeportError('AUTH_002', 'This sign-in is over. Open a fresh sign-in link, or make a new token.')
  }
}

function attempt(by: 'cookie' | 'bearer', identify: () => Identification): Identification {
  try {
    return identify()
  } catch (error) {
    if (error instanceof HomeportError) {
      return { kind: 'refused', error, by }
    }
    throw error
  }
}

/** `Authorization: Bearer x` → `x`; null for any other scheme or none. */
function readBearer(header: string | undefined): string | null {
  return /^Bearer +(\S+)\s*$/i.exec(header ?? '')?.[1] ?? null
}

function actorOf(users: UserStore, userId: string): Identity['actor'] {
  const user = users.find(userId)
  if (user === null) {
    throw notOurs()
  }
  return { user_id: user.id, username: user.username, role: user.role }
}

function notOurs(): HomeportError {
  return new HomeportError('AUTH_003', 'This credential is not known here: it was revoked, or it is mistyped.')
}
