import { HomeportError } from '#shared/errors.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { PersonalTokenStore } from '../store/personalTokens.ts'
import type { SignInStore } from '../store/signIns.ts'
import type { UserStore } from '../store/users.ts'
import type { AccessTokenSubject, AccessTokens } from '../credentials/accessTokens.ts'
import type { BrowserProofs } from '../credentials/browserProofs.ts'
import type { CookieNames } from '../../kernel/requests/cookie.ts'
import type { AccountWatch } from '../github/accountWatch.ts'
import type { Guard } from '../../kernel/ports/guard.ts'
import { identifyCookie } from './identifyCookie.ts'
import {
  admittedActor,
  assertNotOver,
  identifySignIn,
  isTouchDue,
  notAllowed,
  notOurs,
  githubIdOf,
} from './identifySignIn.ts'
import { type Credential, type Identity, withinRole } from '../../kernel/identity.ts'
import { PERSONAL_TOKEN_PREFIX, hashSecret } from '../credentials/secret.ts'

/** No credential comes near it; longer ones are not even hashed. */
const MAX_SECRET_LENGTH = 4000

export interface GuardDeps {
  readonly clock: Clock
  readonly cookies: Pick<CookieNames, 'readSession'>
  readonly browserProofs: Pick<BrowserProofs, 'holds' | 'challenge'>
  readonly users: UserStore
  readonly signIns: SignInStore
  readonly personalTokens: PersonalTokenStore
  readonly accessTokens: AccessTokens
  readonly accountWatch: Pick<AccountWatch, 'check'>
  /** The setting `pairing.allowed`. */
  readonly mayPairedEnter: () => boolean
  /** The setting `pairing.with_github`. */
  readonly needsBoth: () => boolean
}

export function createGuard(deps: GuardDeps): Guard {
  const { clock, users, signIns, browserProofs, mayPairedEnter, needsBoth } = deps
  const facts = {
    clock,
    users,
    signIns,
    browserProofs,
    mayPairedEnter,
    needsBoth,
    upToDate: async (one: Identity) => upToDate(deps, one),
  }
  return {
    identify: async (headers, from) => {
      const bearer = readBearer(headers.authorization)
      const cookie = bearer === null ? deps.cookies.readSession(headers.cookie, from.isSecure) : null
      try {
        if (bearer !== null) {
          const identity = await upToDate(deps, await identifyToken(deps, bearer, from.address))
          return { kind: 'proven', by: 'bearer', identity, renewed_cookie: null }
        }
        return cookie === null ? { kind: 'none' } : await identifyCookie(facts, { cookie, headers, from })
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
      void (identity?.github_id !== undefined && deps.accountWatch.check(identity.github_id))
      return identity
    },
  }
}

function recheck(deps: GuardDeps, credential: Credential): Identity | null {
  try {
    return credential.kind === 'personal_token'
      ? identifyPersonal(deps, deps.personalTokens.find(credential.id))
      : identifySignIn(deps, deps.signIns.find(credential.id), { use: 'seen' })
  } catch (error) {
    if (error instanceof HomeportError) {
      return null
    }
    throw error
  }
}

/** The same person, checked with GitHub where that is due. @throws HomeportError AUTH_004 when the account no longer exists. */
async function upToDate(deps: GuardDeps, identity: Identity): Promise<Identity> {
  const look = identity.github_id === undefined ? null : deps.accountWatch.check(identity.github_id)
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
  if (signIn.via === 'github' && deps.needsBoth()) {
    throw new HomeportError(
      'AUTH_004',
      'This workstation requires devices to be paired as well, and a token of a sign-in with GitHub proves no device. Use a personal access token.',
    )
  }
  // What lasts minutes does not prolong what lasts days.
  return { ...identifySignIn(deps, signIn, { use: 'seen', address }), shown_until: subject.expires_at }
}

function identifyPersonal(deps: GuardDeps, found: ReturnType<PersonalTokenStore['find']>): Identity {
  const { clock, personalTokens } = deps
  if (found === null) {
    throw notOurs()
  }
  assertNotOver(found.expires_at, clock)
  const user = deps.users.find(found.user_id)
  const actor = admittedActor(user)
  if (isTouchDue(found.last_used_at ?? 0, clock)) {
    personalTokens.touch(found.id, clock.now())
  }
  const credential = { kind: 'personal_token', id: found.id } as const
  const scopes = withinRole(found.scopes, actor.role)
  const device = `token “${found.name}”`.slice(0, 200)
  return { actor: { ...actor, device }, scopes, credential, ...(user?.is_local === false && githubIdOf(user)) }
}

/** `Authorization: Bearer x` → `x`; null for any other scheme or none. */
function readBearer(header: string | undefined): string | null {
  return /^Bearer +(\S+)\s*$/i.exec(header ?? '')?.[1] ?? null
}

/** The token was issued here, so its holder may learn why it is no longer valid. */
function goneSignIn(users: UserStore, subject: AccessTokenSubject): HomeportError {
  const user = users.find(subject.user_id)
  return user !== null && !user.may_enter ? notAllowed() : notOurs()
}
