import { HomeportError } from '#shared/errors.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { PersonalTokenStore } from '../store/personalTokens.ts'
import type { SignIn, SignInStore } from '../store/signIns.ts'
import type { StoredUser, UserStore } from '../store/users.ts'
import { actorFor } from './actor.ts'
import type { AccessTokenSubject, AccessTokens } from './accessTokens.ts'
import type { CookieNames } from './cookie.ts'
import type { AccountWatch } from './github/accountWatch.ts'
import { type Credential, type Identity, roleScopes, withinRole } from './identity.ts'
import { PERSONAL_TOKEN_PREFIX, hashSecret } from './secret.ts'

/** Uses are written down this coarsely, so that reading does not write. */
const TOUCH_AFTER_MS = 60 * 1000

/** No credential comes near it; longer ones are not even hashed. */
const MAX_SECRET_LENGTH = 4000

/** What the headers of a request prove. */
export type Identification =
  | { readonly kind: 'none' }
  | { readonly kind: 'refused'; readonly error: HomeportError; readonly by: 'cookie' | 'bearer' }
  | {
      readonly kind: 'proven'
      readonly identity: Identity
      readonly by: 'cookie' | 'bearer'
      /** The cookie to be set again, because its end was moved. */
      readonly renewed_cookie: { readonly value: string; readonly lasts_ms: number } | null
    }

export interface CredentialHeaders {
  readonly authorization?: string | undefined
  readonly cookie?: string | undefined
}

/** Turns credentials into identities. The only place that reads them. Role and allow-list are looked up each time. */
export interface Guard {
  /** A bearer token wins over a cookie. `address`: from where. Never throws. */
  identify(headers: CredentialHeaders, address: string | null): Promise<Identification>
  /**
   * @throws HomeportError AUTH_002 when it is over, AUTH_003 when it is none of ours (or was revoked), AUTH_004 when
   * its account is not on the allow-list any more.
   */
  identifyToken(token: string, address: string | null): Promise<Identity>
  /** Who has it now; null when what was opened with it must end. Counts as a use. */
  recheck(credential: Credential): Identity | null
}

export interface GuardDeps {
  readonly clock: Clock
  readonly cookies: Pick<CookieNames, 'readSession'>
  readonly users: UserStore
  readonly signIns: SignInStore
  readonly personalTokens: PersonalTokenStore
  readonly accessTokens: AccessTokens
  readonly accountWatch: Pick<AccountWatch, 'look'>
}

export function createGuard(deps: GuardDeps): Guard {
  return {
    identify: async (headers, address) => {
      const bearer = readBearer(headers.authorization)
      const cookie = bearer === null ? deps.cookies.readSession(headers.cookie) : null
      try {
        if (bearer !== null) {
          const identity = await upToDate(deps, await identifyToken(deps, bearer, address))
          return { kind: 'proven', by: 'bearer', identity, renewed_cookie: null }
        }
        return cookie === null ? { kind: 'none' } : await identifyCookie(deps, cookie, address)
      } catch (error) {
        if (error instanceof HomeportError) {
          return { kind: 'refused', error, by: bearer === null ? 'cookie' : 'bearer' }
        }
        throw error
      }
    },
    identifyToken: async (token, address) => upToDate(deps, await identifyToken(deps, token, address)),
    recheck: (credential) => {
      const identity = recheck(deps, credential)
      // An open page is use, too: what GitHub answers ends its sockets by itself.
      void (identity?.github_id !== undefined && deps.accountWatch.look(identity.github_id))
      return identity
    },
  }
}

function recheck(deps: GuardDeps, credential: Credential): Identity | null {
  try {
    return credential.kind === 'personal_token'
      ? identifyPersonal(deps, deps.personalTokens.find(credential.id))
      : identifySignIn(deps, deps.signIns.find(credential.id))
  } catch (error) {
    if (error instanceof HomeportError) {
      return null
    }
    throw error
  }
}

/** The same person after a look at GitHub, where one is due. @throws HomeportError AUTH_004 when it knows them no more. */
async function upToDate(deps: GuardDeps, identity: Identity): Promise<Identity> {
  const look = identity.github_id === undefined ? null : deps.accountWatch.look(identity.github_id)
  if (look === null) {
    return identity
  }
  await look
  const now = recheck(deps, identity.credential)
  if (now === null) {
    throw notAllowed()
  }
  return { ...identity, ...now }
}

async function identifyToken(deps: GuardDeps, token: string, address: string | null): Promise<Identity> {
  if (token.length > MAX_SECRET_LENGTH) {
    throw notOurs()
  }
  if (token.startsWith(PERSONAL_TOKEN_PREFIX)) {
    return identifyPersonal(deps, deps.personalTokens.findBySecret(hashSecret(token)))
  }
  const subject = await deps.accessTokens.verify(token)
  const signIn = deps.signIns.find(subject.sign_in_id)
  if (signIn === null) {
    throw goneSignIn(deps.users, subject)
  }
  return identifySignIn(deps, signIn, address)
}

async function identifyCookie(deps: GuardDeps, cookie: string, address: string | null): Promise<Identification> {
  const found = deps.signIns.findByCookie(hashSecret(cookie))
  const isDue = found !== null && isTouchDue(found.last_used_at, deps.clock)
  const identity = await upToDate(deps, identifySignIn(deps, found, address))
  return {
    kind: 'proven',
    by: 'cookie',
    // Only a link of this machine makes a browser of this machine: an account from GitHub may sit anywhere.
    identity: found?.via === 'local' ? { ...identity, is_local_browser: true } : identity,
    renewed_cookie: found !== null && isDue ? { value: cookie, lasts_ms: found.lasts_ms } : null,
  }
}

function identifyPersonal(deps: GuardDeps, found: ReturnType<PersonalTokenStore['find']>): Identity {
  const { clock, personalTokens } = deps
  if (found === null) {
    throw notOurs()
  }
  assertNotOver(found.expires_at, clock)
  const user = deps.users.find(found.user_id)
  const actor = actorOf(user)
  if (isTouchDue(found.last_used_at ?? 0, clock)) {
    personalTokens.touch(found.id, clock.now())
  }
  const credential = { kind: 'personal_token', id: found.id } as const
  const scopes = withinRole(found.scopes, actor.role)
  return { actor, scopes, credential, ...(user?.is_local === false && standsOn(user)) }
}

function identifySignIn(deps: GuardDeps, found: SignIn | null, address?: string | null): Identity {
  const { clock, signIns } = deps
  if (found === null) {
    throw notOurs()
  }
  assertNotOver(found.expires_at, clock)
  const user = deps.users.find(found.user_id)
  const actor = actorOf(user)
  if (isTouchDue(found.last_used_at, clock)) {
    const now = clock.now()
    signIns.touch(found.id, { last_used_at: now, expires_at: now + found.lasts_ms, address: address ?? undefined })
  }
  const credential = { kind: 'sign_in', id: found.id } as const
  return { actor, scopes: roleScopes(actor.role), credential, ...(found.via === 'github' && standsOn(user)) }
}

function standsOn(user: StoredUser | null): Pick<Identity, 'github_id'> {
  const github_id = user?.github_id ?? null
  return github_id === null ? {} : { github_id }
}

function isTouchDue(lastUsedAt: number, clock: Clock): boolean {
  return clock.now() - lastUsedAt >= TOUCH_AFTER_MS
}

function assertNotOver(expiresAt: number | null, clock: Clock): void {
  if (expiresAt !== null && expiresAt <= clock.now()) {
    throw new HomeportError('AUTH_002', 'This sign-in is over. Open a fresh sign-in link, or make a new token.')
  }
}

/** `Authorization: Bearer x` → `x`; null for any other scheme or none. */
function readBearer(header: string | undefined): string | null {
  return /^Bearer +(\S+)\s*$/i.exec(header ?? '')?.[1] ?? null
}

function actorOf(user: StoredUser | null): Identity['actor'] {
  if (user === null) {
    throw notOurs()
  }
  if (!user.may_enter) {
    throw notAllowed()
  }
  return actorFor(user)
}

/** The token was ours: its holder may be told why it is worth nothing now. */
function goneSignIn(users: UserStore, subject: AccessTokenSubject): HomeportError {
  const user = users.find(subject.user_id)
  return user !== null && !user.may_enter ? notAllowed() : notOurs()
}

function notOurs(): HomeportError {
  return new HomeportError('AUTH_003', 'This credential is not known here: it was revoked, or it is mistyped.')
}

function notAllowed(): HomeportError {
  return new HomeportError('AUTH_004', 'This GitHub account is not on the allow-list of this workstation any more.')
}
