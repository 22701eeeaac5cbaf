import type { UserId } from '#shared/ids.ts'
import type { Actor } from '#shared/operations/session.ts'
import type { Ids } from '#server/platform/clock.ts'
import type { Credential } from '../kernel/identity.ts'
import type { Module } from '../kernel/module.ts'
import { actorFor } from './identify/actor.ts'
import { deviceName } from './devices/deviceName.ts'
import { createDeviceHandlers } from './devices/deviceHandlers.ts'
import { createGithubHandlers } from './github/handlers.ts'
import { createRedirectRoutes } from './github/redirectRoutes.ts'
import { type AuthOperation, createAuthHandlers } from './handlers.ts'
import { type SignInWays, createSignInWays } from './signInWays.ts'
import { createRemoteCredentialStore } from './store/remoteCredentials.ts'
import { createThrottle } from './local/throttle.ts'
import { type Authentication, type AuthenticationDeps, createAuthentication } from './authentication.ts'

export interface AuthModuleDeps extends AuthenticationDeps {
  readonly ids: Ids
  /** The operating system's name of the person whose data directory this is. */
  readonly username: string
  /** How many of an actor's sessions have a process. */
  readonly sessionCount: { of(actor: Actor): Promise<number> }
  /** The loopback port that sign-in links of this machine lead to. */
  readonly port: () => number
}

type Row = AuthOperation | keyof ReturnType<typeof createDeviceHandlers> | keyof ReturnType<typeof createGithubHandlers>

/** Who may enter, with what, and how they come by it. */
export interface AuthModule
  extends
    Module<Row>,
    Pick<Authentication, 'users' | 'accounts' | 'signIns' | 'notices' | 'cookies' | 'guard' | 'changes' | 'revoke'>,
    Pick<SignInWays, 'credentials'> {
  readonly owner: Actor
  /** Everybody who is known here. */
  readonly actors: () => Actor[]
  readonly githubSetup: Authentication['github']['setup']
  /** A fresh link with a one-time secret for the user. */
  readonly signInUrl: (userId: UserId) => string
  /** What people call the credential; null when it has no name. */
  readonly nameOf: (credential: Credential) => string | null
  /** What a device is called in lists: as its person calls it, or from what it says of itself. */
  readonly nameOfDevice: (credential: Credential) => string
  /** Whose a sign-in or a token is; null: it is over. */
  readonly holderOf: (id: string) => { readonly credential: Credential; readonly user_id: string } | null
  /** Notes a credential that came through the remote listener. */
  readonly usedRemotely: (credential: Credential) => void
  /** All that came from elsewhere, whichever listener it used, and `open`; they are forgotten. */
  readonly takeRemoteCredentials: (open: readonly Credential[]) => Credential[]
  readonly routers: NonNullable<Module<Row>['routers']>
}

/** Opens the room of signing in on its tables in `homeport.db`. */
export function openAuth(deps: AuthModuleDeps): AuthModule {
  const { clock, ids, database } = deps
  const known = createAuthentication(deps)
  const ways = createSignInWays({ clock, ids, database }, known)
  const { users, accounts, signIns, personalTokens, notices, cookies, guard, changes, revoke, github } = known
  const remoteCredentials = createRemoteCredentialStore(database)
  const usedRemotely = (credential: Credential): void => remoteCredentials.note(credential)
  const signInUrl = (userId: UserId): string =>
    `http://127.0.0.1:${deps.port()}/#secret=${ways.localSignIn.createSecret(userId)}`
  return {
    users,
    accounts,
    signIns,
    credentials: ways.credentials,
    notices,
    cookies,
    guard,
    changes,
    revoke,
    owner: actorFor(users.localOwner(deps.username)),
    actors: () => users.list().map(actorFor),
    githubSetup: github.setup,
    signInUrl,
    nameOf: ({ kind, id }) => (kind === 'personal_token' ? (personalTokens.find(id)?.name ?? null) : null),
    nameOfDevice: ({ kind, id }) => {
      const signIn = kind === 'sign_in' ? signIns.find(id) : null
      const name = signIn === null ? personalTokens.find(id)?.name : (signIn.name ?? deviceName(signIn.user_agent))
      return name ?? 'A device'
    },
    holderOf: (id) => {
      const [signIn, token] = [signIns.find(id), personalTokens.find(id)]
      const kind = signIn === null ? 'personal_token' : 'sign_in'
      const held = signIn ?? token
      return held === null ? null : { credential: { kind, id }, user_id: held.user_id }
    },
    usedRemotely,
    takeRemoteCredentials: (open) => remoteCredentials.take([...open, ...signInsFromElsewhere(known)]),
    handlers: createHandlers(deps, { known, ways, usedRemotely, signInUrl }),
    routers: ({ dispatch, callOf }) => [createRedirectRoutes({ signIn: ways.githubSignIn, dispatch, callOf })],
  }
}

function signInsFromElsewhere({ signIns }: Authentication): Credential[] {
  return [...signIns.idsVia('github'), ...signIns.idsVia('paired')].map((id) => ({ kind: 'sign_in', id }))
}

function createHandlers(
  { clock, ids, sessionCount }: AuthModuleDeps,
  parts: { readonly known: Authentication; readonly ways: SignInWays } & Pick<AuthModule, 'usedRemotely' | 'signInUrl'>,
): AuthModule['handlers'] {
  const { known, ways, usedRemotely, signInUrl } = parts
  const { users, accounts, signIns, personalTokens, notices, keys, browserProofs, changes, revoke, github } = known
  return {
    ...createAuthHandlers({
      localSignIn: ways.localSignIn,
      credentials: ways.credentials,
      keys,
      browserProofs,
      wrongTokens: createThrottle(clock, 'wrong refresh tokens'),
      users,
      personalTokens: { clock, ids, store: personalTokens, notices },
      activeSessions: (actor) => sessionCount.of(actor),
      revoke,
      usedRemotely,
      signInUrl,
    }),
    ...createDeviceHandlers({ users, signIns, personalTokens, notices, revoke }),
    ...createGithubHandlers({
      setup: github.setup,
      api: github.api,
      signIn: ways.githubSignIn,
      accounts,
      reviewPeople: () => changes.peopleChanged(),
    }),
  }
}
