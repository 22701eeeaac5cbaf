import type { Database } from 'better-sqlite3'
import type { Clock, Ids } from '#server/platform/clock.ts'
import type { LiveSettings } from '#server/platform/settings/liveSettings.ts'
import type { Paths } from '#server/platform/files/paths.ts'
import type { Vault } from '#server/platform/vault/vault.ts'
import { createAccessTokens } from './accessTokens.ts'
import { type BrowserProofs, createBrowserProofs } from './browserProofs.ts'
import { type CookieNames, createCookieNames } from '../kernel/cookie.ts'
import { type Credentials, createCredentials } from './credentials.ts'
import { type AccountWatch, createAccountWatch } from './github/accountWatch.ts'
import { createDeviceFlows } from './github/deviceFlows.ts'
import { type GithubApi, createGithubApi } from './github/githubApi.ts'
import { createRedirectFlow } from './github/redirectFlow.ts'
import { type GithubSetup, createGithubSetup } from './github/setup.ts'
import { type GithubSignIn, createGithubSignIn } from './github/signIn.ts'
import { createTickets } from './github/tickets.ts'
import { createGuard } from './guard.ts'
import { type Guard } from '../kernel/guard.ts'
import { type LocalSignIn, createLocalSignIn } from './local.ts'
import { type Notices, createNotices } from './notices.ts'
import { type SigningKeys, createSigningKeys } from './signingKeys.ts'
import { type Throttle, createThrottle } from './throttle.ts'
import { type AuditLog, ownFact } from '../audit/auditLog.ts'
import { type AccountStore, createAccountStore } from './store/accounts.ts'
import { type PersonalTokenStore, createPersonalTokenStore } from './store/personalTokens.ts'
import { readProofSecret } from '../store/proofSecret.ts'
import { createRefreshTokenStore } from './store/refreshTokens.ts'
import { createSecurityNoticeStore } from './store/securityNotices.ts'
import { createSignInSecretStore } from './store/signInSecrets.ts'
import { type SignInStore, createSignInStore } from './store/signIns.ts'
import { createSigningKeyStore } from './store/signingKeys.ts'
import { type UserStore, createUserStore } from './store/users.ts'
import type { OpenSockets } from '../kernel/openSockets.ts'

export interface AuthDeps {
  readonly clock: Clock
  readonly ids: Ids
  /** Where the key that signs access tokens rests, and the GitHub client secret, and the authority of remote access. */
  readonly vault: Vault
  readonly paths: Pick<Paths, 'dataDir'>
  readonly settings: LiveSettings
}

/** Everything that knows who may enter. */
export interface AuthParts {
  readonly users: UserStore
  readonly accounts: AccountStore
  readonly signIns: SignInStore
  readonly personalTokens: PersonalTokenStore
  readonly notices: Notices
  readonly keys: SigningKeys
  readonly cookies: CookieNames
  readonly browserProofs: BrowserProofs
  readonly guard: Guard
  readonly credentials: Credentials
  readonly localSignIn: LocalSignIn
  readonly wrongTokens: Throttle
  /** Who may enter, or as what, has changed: open sockets are looked at again, and whoever listens is told. */
  readonly reviewPeople: () => void
  readonly onPeopleChanged: (listener: () => void) => void
  readonly github: GithubAccess & { readonly signIn: GithubSignIn }
}

export interface AuthBase<Sockets extends OpenSockets> {
  readonly database: Database
  /** Opens the register of sockets, which asks the guard about those that stay. */
  readonly openSockets: (deps: { readonly guard: Guard; readonly remotePerUser: () => number }) => Sockets
  /** Notes what ends with the gateway, and wants to know with which word. */
  readonly closing: (end: (goodbye: 'for_good' | 'restart') => unknown) => void
  /** For what happens without anybody having asked for it. */
  readonly audit: Pick<AuditLog, 'record'>
}

/** The half of `compose` that is about signing in. */
export function createAuthParts<Sockets extends OpenSockets>(
  deps: AuthDeps,
  { database, audit, closing, openSockets }: AuthBase<Sockets>,
): AuthParts & { readonly connections: Sockets } {
  const { clock, ids } = deps
  const stores = {
    users: createUserStore(database, { clock, ids }),
    accounts: createAccountStore(database, { clock, ids }),
    signIns: createSignInStore(database),
    personalTokens: createPersonalTokenStore(database),
    notices: createNotices({ clock, store: createSecurityNoticeStore(database) }),
  }
  const listeners: (() => void)[] = []
  const reviewPeople = (): void => {
    connections.review()
    listeners.forEach((listener) => listener())
  }
  const github = createGithubAccess(deps, { ...stores, audit, reviewPeople })
  const keys = createSigningKeys({ clock, vault: deps.vault, store: createSigningKeyStore(database) })
  const accessTokens = createAccessTokens({ clock, keys })
  const cookies = createCookieNames(deps.paths.dataDir)
  const browserProofs = createBrowserProofs({ clock, secret: readProofSecret(database) })
  const guard = createGuard({ ...stores, clock, cookies, browserProofs, accessTokens, accountWatch: github.watch })
  const remotePerUser = () => deps.settings.current().limits.connections_per_user
  const connections: Sockets = openSockets({ guard, remotePerUser })
  closing((goodbye) => connections.closeAll(goodbye))
  const credentials = createCredentials({
    ...stores,
    clock,
    ids,
    refreshTokens: createRefreshTokenStore(database),
    accessTokens,
    accountWatch: github.watch,
    closeSockets: (credential) => connections.closeCredential(credential),
  })
  const localSignIn = createLocalSignIn({
    clock,
    users: stores.users,
    credentials,
    secrets: createSignInSecretStore(database),
    wrongSecrets: createThrottle(clock, 'wrong sign-in secrets'),
  })
  const wrongTokens = createThrottle(clock, 'wrong refresh tokens')
  const signIn = createGithubSignIn({
    ...stores,
    ...github,
    credentials,
    redirect: createRedirectFlow(),
    devices: createDeviceFlows({ clock, api: github.api }),
    tickets: createTickets(clock),
    failures: createThrottle(clock, 'failed sign-ins'),
    starts: createThrottle(clock, 'sign-in codes'),
    reviewPeople,
  })
  const parts = { ...stores, keys, cookies, browserProofs, guard, connections, credentials, localSignIn, wrongTokens }
  const people = { reviewPeople, onPeopleChanged: (listener: () => void) => void listeners.push(listener) }
  return { ...parts, ...people, github: { ...github, signIn } }
}

interface GithubAccess {
  readonly setup: GithubSetup
  readonly api: GithubApi
  readonly watch: AccountWatch
}

function createGithubAccess(
  { clock, vault, settings }: AuthDeps,
  parts: Pick<AuthParts, 'accounts' | 'notices'> &
    Pick<AuthBase<OpenSockets>, 'audit'> & { readonly reviewPeople: () => void },
): GithubAccess {
  const { accounts, notices, audit, reviewPeople } = parts
  const api = createGithubApi()
  const setup = createGithubSetup({ clock, vault, settings })
  const watch = createAccountWatch({
    clock,
    setup,
    api,
    accounts,
    reviewPeople,
    gone: ({ id, github_id, login }) => {
      const name = login ?? `number ${github_id}`
      audit.record({ ...ownFact('account.gone', { login: name }), outcome: 'ok', object_id: String(github_id) })
      notices.tell({
        user_id: id,
        message:
          `The GitHub account ${name} (${github_id}) does not exist any more. It was taken off the allow-list, and ` +
          'what it was signed in with is ended. Its sessions are kept.',
      })
    },
  })
  return { setup, api, watch }
}
