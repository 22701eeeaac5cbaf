import type { Database } from 'better-sqlite3'
import type { Clock, Ids } from '#server/platform/clock.ts'
import type { Paths } from '#server/platform/paths.ts'
import type { Settings } from '#server/platform/settings.ts'
import type { Vault } from '#server/platform/vault/vault.ts'
import { createAccessTokens } from './auth/accessTokens.ts'
import { type CookieNames, createCookieNames } from './auth/cookie.ts'
import { type Credentials, createCredentials } from './auth/credentials.ts'
import { createDeviceFlows } from './auth/github/deviceFlows.ts'
import { type GithubApi, createGithubApi } from './auth/github/githubApi.ts'
import { createRedirectFlow } from './auth/github/redirectFlow.ts'
import { type GithubSetup, createGithubSetup } from './auth/github/setup.ts'
import { type GithubSignIn, createGithubSignIn } from './auth/github/signIn.ts'
import { type Guard, createGuard } from './auth/guard.ts'
import { type LocalSignIn, createLocalSignIn } from './auth/local.ts'
import { type SigningKeys, createSigningKeys } from './auth/signingKeys.ts'
import { type Throttle, createThrottle } from './auth/throttle.ts'
import { type AccountStore, createAccountStore } from './store/accounts.ts'
import { type PersonalTokenStore, createPersonalTokenStore } from './store/personalTokens.ts'
import { createRefreshTokenStore } from './store/refreshTokens.ts'
import { type SecurityNoticeStore, createSecurityNoticeStore } from './store/securityNotices.ts'
import { createSignInSecretStore } from './store/signInSecrets.ts'
import { type SignInStore, createSignInStore } from './store/signIns.ts'
import { createSigningKeyStore } from './store/signingKeys.ts'
import { type UserStore, createUserStore } from './store/users.ts'
import { type Connections, createConnections } from './wire/connections.ts'

export interface AuthDeps {
  readonly clock: Clock
  readonly ids: Ids
  /** Where the key that signs access tokens rests, and the GitHub client secret, and the authority of remote access. */
  readonly vault: Vault
  readonly paths: Pick<Paths, 'dataDir' | 'settingsFile'>
  readonly limits: Pick<Settings['limits'], 'connections_per_user'>
  readonly env: NodeJS.ProcessEnv
}

/** Everything that knows who may enter. */
export interface AuthParts {
  readonly users: UserStore
  readonly accounts: AccountStore
  readonly signIns: SignInStore
  readonly personalTokens: PersonalTokenStore
  readonly notices: SecurityNoticeStore
  readonly keys: SigningKeys
  readonly cookies: CookieNames
  readonly guard: Guard
  readonly connections: Connections
  readonly credentials: Credentials
  readonly localSignIn: LocalSignIn
  readonly wrongTokens: Throttle
  readonly github: { readonly setup: GithubSetup; readonly signIn: GithubSignIn; readonly api: GithubApi }
}

/** The half of `compose` that is about signing in. */
export function createAuthParts(deps: AuthDeps, database: Database): AuthParts {
  const { clock, ids } = deps
  const stores = {
    users: createUserStore(database, { clock, ids }),
    accounts: createAccountStore(database, { clock, ids }),
    signIns: createSignInStore(database),
    personalTokens: createPersonalTokenStore(database),
    notices: createSecurityNoticeStore(database),
  }
  const keys = createSigningKeys({ clock, vault: deps.vault, store: createSigningKeyStore(database) })
  const accessTokens = createAccessTokens({ clock, keys })
  const cookies = createCookieNames(deps.paths.dataDir)
  const guard = createGuard({ ...stores, clock, cookies, accessTokens })
  const connections = createConnections({ guard, remotePerUser: deps.limits.connections_per_user })
  const credentials = createCredentials({
    ...stores,
    clock,
    ids,
    refreshTokens: createRefreshTokenStore(database),
    accessTokens,
    closeSockets: (credential) => connections.closeCredential(credential),
  })
  const localSignIn = createLocalSignIn({
    clock,
    users: stores.users,
    credentials,
    secrets: createSignInSecretStore(database),
    wrongSecrets: createThrottle(clock, 'wrong sign-in secrets'),
  })
  const github = createGithubParts(deps, { ...stores, credentials, connections })
  const wrongTokens = createThrottle(clock, 'wrong refresh tokens')
  return { ...stores, keys, cookies, guard, connections, credentials, localSignIn, wrongTokens, github }
}

function createGithubParts(
  deps: AuthDeps,
  parts: Pick<AuthParts, 'accounts' | 'users' | 'credentials' | 'connections'>,
): AuthParts['github'] {
  const { clock, vault, env, paths } = deps
  const api = createGithubApi()
  const setup = createGithubSetup({ clock, vault, env, paths })
  const signIn = createGithubSignIn({
    ...parts,
    setup,
    api,
    redirect: createRedirectFlow(),
    devices: createDeviceFlows({ clock, api }),
    failures: createThrottle(clock, 'failed sign-ins'),
    starts: createThrottle(clock, 'sign-in codes'),
    reviewSockets: () => parts.connections.review(),
  })
  return { setup, signIn, api }
}
