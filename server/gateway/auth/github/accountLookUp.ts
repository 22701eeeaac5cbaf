import { HomeportError } from '#shared/errors.ts'
import type { ResultOf } from '#shared/operations/table.ts'
import type { GithubProfile } from '../store/accounts.ts'
import type { GithubApi } from './githubApi.ts'
import type { GithubSetup } from './setup.ts'

/** Names looked up lately: an account is let in a moment later, and GitHub answers strangers sixty times an hour. */
const MAX_REMEMBERED = 50

/** Tells the owner whose name or number they typed, before it is let in. */
export interface AccountLookUp {
  /**
   * The account of a login or a number; what is all digits is a number.
   * @throws HomeportError SETTINGS_001 when GitHub knows none, AUTH_007 or RATE_001 when it cannot be asked.
   */
  find(account: string): Promise<ResultOf<'account.look_up'>>
  /** What GitHub said of a number lately; asks nobody. */
  known(githubId: number): GithubProfile | null
}

export function createAccountLookUp(deps: {
  readonly api: Pick<GithubApi, 'lookUp' | 'lookUpName'>
  readonly setup: Pick<GithubSetup, 'server'>
}): AccountLookUp {
  const { api, setup } = deps
  const remembered = new Map<number, GithubProfile>()
  return {
    find: async (account) => {
      const server = setup.server()
      const isNumber = /^\d{1,15}$/.test(account)
      const profile = await (isNumber ? api.lookUp(server, Number(account)) : api.lookUpName(server, account))
      if (profile === null) {
        throw unknown(account, { isNumber, host: new URL(server.base_url).host })
      }
      remembered.delete(profile.github_id)
      remembered.set(profile.github_id, profile)
      if (remembered.size > MAX_REMEMBERED) {
        remembered.delete(remembered.keys().next().value ?? 0)
      }
      return { github_id: profile.github_id, login: profile.login }
    },
    known: (githubId) => remembered.get(githubId) ?? null,
  }
}

function unknown(account: string, { isNumber, host }: { isNumber: boolean; host: string }): HomeportError {
  const what = isNumber ? `no account with the number ${account}` : `nobody called "${account}"`
  return new HomeportError('SETTINGS_001', `${host} knows ${what}. Nobody was let in; look at the spelling.`, {
    details: { problem: 'invalid_value', account },
  })
}
