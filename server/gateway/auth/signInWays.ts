import type { Database } from 'better-sqlite3'
import type { Clock, Ids } from '#server/platform/clock.ts'
import { type Credentials, createCredentials } from './credentials/credentials.ts'
import { createDeviceFlows } from './github/deviceFlows.ts'
import { createRedirectFlow } from './github/redirectFlow.ts'
import { type GithubSignIn, createGithubSignIn } from './github/signIn.ts'
import { createTickets } from './github/tickets.ts'
import { type LocalSignIn, createLocalSignIn } from './local/localSignIn.ts'
import { createRefreshTokenStore } from './store/refreshTokens.ts'
import { createSignInSecretStore } from './store/signInSecrets.ts'
import { createThrottle } from './local/throttle.ts'
import type { Authentication } from './authentication.ts'

export interface SignInWays {
  readonly credentials: Credentials
  readonly localSignIn: LocalSignIn
  readonly githubSignIn: GithubSignIn
}

/** The half of signing in that gives: by a link of this machine, and with GitHub. */
export function createSignInWays(
  { clock, ids, database }: { readonly clock: Clock; readonly ids: Ids; readonly database: Database },
  known: Authentication,
): SignInWays {
  const { users, accounts, signIns, notices, accessTokens, changes } = known
  const { api, setup, watch } = known.github
  const credentials = createCredentials({
    clock,
    ids,
    signIns,
    users,
    notices,
    refreshTokens: createRefreshTokenStore(database),
    accessTokens,
    accountWatch: watch,
    closeSockets: (credential) => changes.ended(credential),
  })
  return {
    credentials,
    localSignIn: createLocalSignIn({
      clock,
      users,
      credentials,
      secrets: createSignInSecretStore(database),
      wrongSecrets: createThrottle(clock, 'wrong sign-in secrets'),
    }),
    githubSignIn: createGithubSignIn({
      setup,
      api,
      watch,
      accounts,
      users,
      credentials,
      redirect: createRedirectFlow(),
      devices: createDeviceFlows({ clock, api }),
      tickets: createTickets(clock),
      failures: createThrottle(clock, 'failed sign-ins'),
      starts: createThrottle(clock, 'sign-in codes'),
      reviewPeople: () => changes.peopleChanged(),
    }),
  }
}
