import { HomeportError } from '#shared/errors.ts'
import type { UserId } from '#shared/ids.ts'
import type { Actor } from '#shared/operations/session.ts'
import { type Call, type GatewayHandlers, actorOf } from '../kernel/call.ts'
import type { StoredUser, UserStore } from './store/users.ts'
import { type BrowserProofs, PROOF_SECONDS, assertBrowserKey } from './credentials/browserProofs.ts'
import type { Credentials, RefreshedTokens } from './credentials/credentials.ts'
import type { Credential } from '../kernel/identity.ts'
import { type LocalSignIn, SIGN_IN_LINK_MS, publicUser } from './local/localSignIn.ts'
import type { SigningKeys } from './credentials/signingKeys.ts'
import type { Throttle } from './local/throttle.ts'
import { type PersonalTokensDeps, createPersonalToken, publicToken } from './credentials/personalTokens.ts'
import type { Revoke } from './devices/revoke.ts'

export type AuthOperation =
  | 'auth.local'
  | 'auth.refresh'
  | 'auth.challenge'
  | 'auth.bind'
  | 'auth.keys'
  | 'auth.revoke'
  | 'user.profile'
  | 'access_token.create'
  | 'access_token.list'
  | 'access_token.revoke'
  | 'sign_in_link.create'

export interface AuthHandlersDeps {
  readonly localSignIn: LocalSignIn
  readonly credentials: Credentials
  readonly keys: SigningKeys
  readonly browserProofs: Pick<BrowserProofs, 'challenge'>
  /** Counts refresh tokens that are none. */
  readonly wrongTokens: Throttle
  readonly users: UserStore
  readonly personalTokens: PersonalTokensDeps
  readonly activeSessions: (actor: Actor) => Promise<number>
  readonly revoke: Revoke
  /** Called with the sign-in whose refresh token came through the remote listener. */
  readonly usedRemotely: (credential: Credential) => void
  /** A fresh link with a one-time secret for the user. */
  readonly signInUrl: (userId: UserId) => string
}

export function createAuthHandlers(deps: AuthHandlersDeps): Pick<GatewayHandlers, AuthOperation> {
  return {
    'auth.local': async (shown, call) => {
      assertBrowserKey(shown.browser_key)
      const { issued, result } = await deps.localSignIn.signIn(shown, call)
      call.cookies.setSession(issued.cookie, issued.cookie_lasts_ms)
      return result
    },
    'auth.refresh': ({ refresh_token }, call) => refresh(deps, refresh_token, call),
    'auth.challenge': (_params, { caller }) => ({
      challenge: deps.browserProofs.challenge(),
      expires_in: PROOF_SECONDS,
      needs_key: caller.kind === 'signed_in' && caller.identity.cookie === 'old',
    }),
    'auth.bind': ({ browser_key }, call) => bind(deps, browser_key, call),
    'auth.keys': async () => ({ keys: await deps.keys.published() }),
    'auth.revoke': ({ refresh_token }, call) => {
      if (refresh_token !== undefined) {
        deps.credentials.revokeByRefreshToken(refresh_token)
      } else if (call.caller.kind === 'signed_in') {
        deps.revoke(call.caller.identity.credential)
      }
      // Signing out always succeeds, even when there is no session left to end.
      call.cookies.clearSession()
      return { success: true }
    },
    'user.profile': async (_params, call) => {
      const actor = actorOf(call.caller)
      const user = storedUser(deps.users, actor)
      return {
        // What this device may do here, which can be less than what its person may do elsewhere.
        ...publicUser({ ...user, role: actor.role }),
        created_at: new Date(user.created_at).toISOString(),
        last_login: new Date(user.last_login).toISOString(),
        active_sessions: await deps.activeSessions(actor),
      }
    },
    'access_token.create': (params, call) =>
      createPersonalToken(deps.personalTokens, actorOf(call.caller).user_id, params),
    'access_token.list': (_params, call) => ({
      tokens: deps.personalTokens.store.list(actorOf(call.caller).user_id).map(publicToken),
    }),
    'access_token.revoke': ({ id }) => {
      if (!deps.revoke({ kind: 'personal_token', id })) {
        throw new HomeportError('AUTH_003', `There is no token with the id ${id}. "homeport token list" shows them.`)
      }
      return { success: true }
    },
    'sign_in_link.create': (_params, call) => ({
      sign_in_url: deps.signInUrl(actorOf(call.caller).user_id),
      expires_in: SIGN_IN_LINK_MS / 1000,
    }),
  }
}

/** @throws HomeportError AUTH_002 without a cookie that wants a key, WS_002 for what is none. */
function bind({ credentials }: AuthHandlersDeps, browserKey: string, call: Call): { success: true } {
  if (call.caller.kind !== 'signed_in' || call.caller.identity.cookie !== 'old') {
    throw new HomeportError(
      'AUTH_002',
      'There is no sign-in to bind: this takes a session cookie from before there were keys.',
    )
  }
  assertBrowserKey(browserKey)
  const { cookie, cookie_lasts_ms } = credentials.bind(call.caller.identity.credential.id, browserKey)
  call.cookies.setSession(cookie, cookie_lasts_ms)
  return { success: true }
}

async function refresh(deps: AuthHandlersDeps, token: string | undefined, call: Call): Promise<RefreshedTokens> {
  if (token === undefined) {
    // A token that lasts minutes must not become one that lasts days: the cookie may, what came from it may not.
    if (call.caller.kind !== 'signed_in' || call.caller.identity.cookie === undefined) {
      throw new HomeportError('AUTH_002', 'There is nothing to refresh: send a refresh_token, or the session cookie.')
    }
    const { credential, actor } = call.caller.identity
    return deps.credentials.tokensOf({ id: credential.id, user_id: actor.user_id })
  }
  try {
    const { sign_in_id, tokens } = await deps.credentials.refresh(token, call)
    if (call.caller.kind !== 'local' && call.caller.listener === 'remote') {
      deps.usedRemotely({ kind: 'sign_in', id: sign_in_id })
    }
    return tokens
  } catch (error) {
    if (error instanceof HomeportError && error.code === 'AUTH_003') {
      deps.wrongTokens.count(call.address)
    }
    throw error
  }
}

function storedUser(users: UserStore, actor: Actor): StoredUser {
  const user = users.find(actor.user_id)
  if (user === null) {
    throw new HomeportError('AUTH_003', 'This user no longer exists here. Sign in again.')
  }
  return user
}
