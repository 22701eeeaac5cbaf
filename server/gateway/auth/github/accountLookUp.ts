import { HomeportError } from '#shared/errors.ts'
import type { ResultOf } from '#shared/operations/table.ts'
import type { GithubProfile } from '../store/accounts.ts'
import type { GithubApi } from './githubApi.ts'
import type { GithubSetup } from './setup.ts'

/** Accounts looked up lately: the owner allows one a moment later, and without a token GitHub answers sixty times an hour. */
const MAX_REMEMBERED = 50

/** Shows the owner whose account they named, before it is put on the allow-list. */
export interface AccountLookUp {
  /**
   * The account of a login or a number; what is all digits is a number.
   * @throws HomeportError SETTINGS_001 when GitHub knows none, AUTH_007 or RATE_001 when it cannot be reached.
   */
  find(account: string): Promise<ResultOf<'account.look_up'>>
  /** What GitHub said lately of a number; makes no request. */
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
