import { HomeportError } from '#shared/errors.ts'
import type { AllowedAccount } from '#shared/operations/github.ts'
import { createLogger } from '#server/platform/log/log.ts'
import type { GatewayHandlers } from '#server/gateway/kernel/call.ts'
import type { AccountStore, AllowedUser } from '../store/accounts.ts'
import { assertBrowserKey } from '../credentials/browserProofs.ts'
import { type AccountLookUp, createAccountLookUp } from './accountLookUp.ts'
import type { GithubApi } from './githubApi.ts'
import type { GithubSetup } from './setup.ts'
import type { GithubSignIn } from './signIn.ts'

const log = createLogger('auth')

type GithubOperation =
  | 'auth.methods'
  | 'auth.github_callback'
  | 'auth.github_enter'
  | 'auth.github_device'
  | 'auth.github_device_poll'
  | 'github.configure'
  | 'github.status'
  | 'account.look_up'
  | 'account.allow'
  | 'account.disallow'
  | 'account.list'

export interface GithubHandlersDeps {
  readonly setup: GithubSetup
  readonly signIn: GithubSignIn
  readonly api: GithubApi
  readonly accounts: AccountStore
  /** Who may enter, or as what, may have changed: what is open is checked again. */
  readonly reviewPeople: () => void
}

export function createGithubHandlers(deps: GithubHandlersDeps): Pick<GatewayHandlers, GithubOperation> {
  const { setup, signIn, api, accounts } = deps
  const lookUp = createAccountLookUp({ api, setup })
  return {
    'auth.methods': async () => {
      const address = setup.address()
      return {
        github:
          address === null
            ? null
            : { host: new URL(address.base_url).host, device: true, redirect: (await setup.app()) !== null },
      }
    },
    'auth.github_callback': (params, call) => signIn.finish(params, call),
    'auth.github_enter': (shown, call) => {
      assertBrowserKey(shown.browser_key)
      return signIn.enterWithTicket(shown, call)
    },
    'auth.github_device': (_params, call) => signIn.startDevice(call),
    'auth.github_device_poll': (shown, call) => {
      assertBrowserKey(shown.browser_key)
      return signIn.pollDevice(shown, call)
    },
    'github.configure': (params) => setup.configure(params),
    'github.status': () => setup.status(),
    'account.look_up': ({ account }) => lookUp.find(account),
    'account.allow': async ({ github_id, role }) => {
      const user = allowAccount(accounts, github_id, role)
      await learnName({ setup, api, accounts, lookUp }, user)
      deps.reviewPeople()
      return allowedAccount(accounts.find(github_id) ?? user)
    },
    'account.disallow': ({ github_id }) => {
      disallowAccount(accounts, github_id)
      deps.reviewPeople()
      return { success: true }
    },
    'account.list': () => ({ accounts: accounts.list().map(allowedAccount) }),
  }
}

/** @throws HomeportError SETTINGS_001 for another role than owner where the account is the local owner's. */
export function allowAccount(accounts: AccountStore, githubId: number, role: AllowedAccount['role']): AllowedUser {
  if (accounts.find(githubId)?.is_local === true && role !== 'owner') {
    throw new HomeportError(
      'SETTINGS_001',
      `The account ${githubId} is the one of this machine's owner, who stays owner. ` +
        `To make it somebody else's: homeport disallow ${githubId}, then allow it again.`,
      { details: { problem: 'invalid_value' } },
    )
  }
  return accounts.allow(githubId, role)
}

/** @throws HomeportError AUTH_004 when it was not on the list. */
export function disallowAccount(accounts: AccountStore, githubId: number): void {
  if (!accounts.disallow(githubId)) {
    throw new HomeportError('AUTH_004', `The account ${githubId} is not on the allow-list. "homeport allow" shows it.`)
  }
}

/** The account as the owner sees it. */
export function allowedAccount(user: AllowedUser): AllowedAccount {
  return {
    github_id: user.github_id,
    login: user.login,
    role: user.role,
    is_local_owner: user.is_local,
    added_at: new Date(user.added_at).toISOString(),
  }
}

/** The owner typed a number: the name shows whether it is the right one. Without an answer the number alone counts. */
async function learnName(
  {
    setup,
    api,
    accounts,
    lookUp,
  }: Pick<GithubHandlersDeps, 'setup' | 'api' | 'accounts'> & { readonly lookUp: AccountLookUp },
  user: AllowedUser,
): Promise<void> {
  const address = setup.address()
  const known = lookUp.known(user.github_id)
  try {
    const profile = known ?? (address === null ? null : await api.lookUp(address, user.github_id))
    if (profile !== null) {
      accounts.refresh(profile)
    }
  } catch (error) {
    log.info('GitHub did not say the name of an account', { github_id: user.github_id, error })
  }
}
