import type { Database } from 'better-sqlite3'
import { type Clock, type Ids, steadyCalendar } from '#server/platform/clock.ts'
import type { LiveSettings } from '#server/platform/settings/liveSettings.ts'
import type { Vault } from '#server/platform/vault/vault.ts'
import { type AuditLog, ownFact } from '../audit/log/auditLog.ts'
import { type AccessChangesSource, createAccessChanges } from '../kernel/ports/accessChanges.ts'
import { type CookieNames, createCookieNames } from '../kernel/requests/cookie.ts'
import type { Guard } from '../kernel/ports/guard.ts'
import { readProofSecret } from './store/proofSecret.ts'
import { type AccessTokens, createAccessTokens } from './credentials/accessTokens.ts'
import { type BrowserProofs, createBrowserProofs } from './credentials/browserProofs.ts'
import { type AccountWatch, createAccountWatch } from './github/accountWatch.ts'
import { type GithubApi, createGithubApi } from './github/githubApi.ts'
import { type GithubSetup, createGithubSetup } from './github/setup.ts'
import { createGuard } from './identify/guard.ts'
import { type Notices, createNotices } from './devices/notices.ts'
import { type Revoke, createRevoke } from './devices/revoke.ts'
import { type SigningKeys, createSigningKeys } from './credentials/signingKeys.ts'
import { type AccountStore, createAccountStore } from './store/accounts.ts'
import { type PersonalTokenStore, createPersonalTokenStore } from './store/personalTokens.ts'
import { createSecurityNoticeStore } from './store/securityNotices.ts'
import { type SignInStore, createSignInStore } from './store/signIns.ts'
import { createSigningKeyStore } from './store/signingKeys.ts'
import { type UserStore, createUserStore } from './store/users.ts'

export interface AuthenticationDeps {
  readonly clock: Clock
  readonly ids: Ids
  readonly vault: Vault
  readonly settings: LiveSettings
  readonly database: Database
  readonly dataDir: string
  /** For what happens without a request. */
  readonly audit: Pick<AuditLog, 'record'>
}

/** Who is known here, and what proves it. */
export interface Authentication {
  readonly users: UserStore
  readonly accounts: AccountStore
  readonly signIns: SignInStore
  readonly personalTokens: PersonalTokenStore
  readonly notices: Notices
  readonly keys: SigningKeys
  readonly accessTokens: AccessTokens
  readonly cookies: CookieNames
  readonly browserProofs: BrowserProofs
  readonly guard: Guard
  readonly changes: AccessChangesSource
  readonly revoke: Revoke
  readonly github: GithubAccess
}

export interface GithubAccess {
  readonly setup: GithubSetup
  readonly api: GithubApi
  readonly watch: AccountWatch
}

/** Everything that authenticates a caller: the stores, what proves a credential, and the guard that reads it. */
export function createAuthentication(deps: AuthenticationDeps): Authentication {
  const { clock, ids, vault, settings, database, audit } = deps
  const users = createUserStore(database, { clock, ids })
  const accounts = createAccountStore(database, { clock, ids })
  const signIns = createSignInStore(database)
  const personalTokens = createPersonalTokenStore(database)
  const notices = createNotices({ clock, store: createSecurityNoticeStore(database) })
  const changes = createAccessChanges()
  const api = createGithubApi()
  const setup = createGithubSetup({ clock, vault, settings })
  const onGone = reportGone({ audit, notices })
  const watch = createAccountWatch({ clock, setup, api, accounts, reviewPeople: () => changes.peopleChanged(), onGone })
  const steady = steadyCalendar(clock)
  const keys = createSigningKeys({ clock: steady, vault, store: createSigningKeyStore(database) })
  const accessTokens = createAccessTokens({ clock, steady, keys })
  const cookies = createCookieNames(deps.dataDir)
  const browserProofs = createBrowserProofs({ clock: steady, secret: readProofSecret(database) })
  return {
    users,
    accounts,
    signIns,
    personalTokens,
    notices,
    keys,
    accessTokens,
    cookies,
    browserProofs,
    guard: createGuard({
      clock,
      cookies,
      browserProofs,
      users,
      signIns,
      personalTokens,
      accessTokens,
      accountWatch: watch,
      mayPairedEnter: () => settings.current().pairing.allowed,
      needsBoth: () => settings.current().pairing.with_github,
    }),
    changes,
    revoke: createRevoke({ signIns, personalTokens, closeSockets: (credential) => changes.ended(credential) }),
    github: { setup, api, watch },
  }
}

/** An account that GitHub knows no more: its person and the owner hear of it. */
function reportGone({
  audit,
  notices,
}: {
  readonly audit: Pick<AuditLog, 'record'>
  readonly notices: Notices
}): Parameters<typeof createAccountWatch>[0]['onGone'] {
  return ({ id, github_id, login }) => {
    const name = login ?? `number ${github_id}`
    audit.record({ ...ownFact('account.gone', { login: name }), outcome: 'ok', object_id: String(github_id) })
    notices.notify({
      user_id: id,
      message:
        `The GitHub account ${name} (${github_id}) does not exist any more. It was taken off the allow-list, and ` +
        'what it was signed in with is ended. Its sessions are kept.',
    })
  }
}
