import { HomeportError } from '#shared/errors.ts'
import type { UserId } from '#shared/ids.ts'
import type { Actor } from '#shared/operations/session.ts'
import { type GatewayHandlers, actorOf } from '../dispatch.ts'
import type { StoredUser, UserStore } from '../store/users.ts'
import { SIGN_IN_MS } from './guard.ts'
import { type LocalSignIn, SIGN_IN_LINK_MS, publicUser } from './local.ts'
import { type PersonalTokensDeps, createPersonalToken, publicToken } from './personalTokens.ts'
import type { Revoke } from './revoke.ts'

type AuthOperation =
  | 'auth.local'
  | 'auth.revoke'
  | 'user.profile'
  | 'access_token.create'
  | 'access_token.list'
  | 'access_token.revoke'
  | 'sign_in_link.create'

export interface AuthHandlersDeps {
  readonly localSignIn: LocalSignIn
  readonly users: UserStore
  readonly personalTokens: PersonalTokensDeps
  readonly activeSessions: (actor: Actor) => Promise<number>
  readonly revoke: Revoke
  /** A fresh link with a one-time secret for the user. */
  readonly signInUrl: (userId: UserId) => string
}

export function createAuthHandlers(deps: AuthHandlersDeps): Pick<GatewayHandlers, AuthOperation> {
  return {
    'auth.local': ({ secret }, call) => {
      const { cookie, result } = deps.localSignIn.signIn(secret, call.user_agent)
      call.cookies.set(cookie, SIGN_IN_MS)
      return result
    },
    'auth.revoke': (_params, call) => {
      if (call.caller.kind === 'signed_in') {
        deps.revoke(call.caller.identity.credential)
        call.cookies.clear()
      }
      return { success: true }
    },
    'user.profile': async (_params, call) => {
      const actor = actorOf(call.caller)
      const user = storedUser(deps.users, actor)
      return {
        ...publicUser(user),
        created_at: new Date(user.created_at).toISOString(),
        last_login: new Date(user.last_login).toISOString(),
        active_sessions: await deps.activeSessions(actor),
      }
    },
    'access_token.create': (params, call) =>
      createPersonalToken(deps.personalTokens, actorOf(call.caller).user_id, params),
    'access_token.list': (_params, call) => ({
      tokens: deps.personalTokens.store.listOf(actorOf(call.caller).user_id).map(publicToken),
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

function storedUser(users: UserStore, actor: Actor): StoredUser {
  const user = users.find(actor.user_id)
  if (user === null) {
    throw new HomeportError('AUTH_003', 'This user no longer exists here. Sign in again.')
  }
  return user
}
