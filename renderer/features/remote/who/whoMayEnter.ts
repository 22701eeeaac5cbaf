import type { AllowedAccount, GithubSetupStatus } from '#shared/operations/github.ts'
import type { InputOf, ResultOf } from '#shared/operations/table.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { showToast, errorMessage } from '#renderer/state/toasts.ts'
import { memberSessions } from './memberSessions.ts'
import { queries } from '#renderer/state/workstation/queries.ts'
import * as words from '../words.ts'

export interface WhoMayEnter {
  readonly github: GithubSetupStatus
  readonly accounts: readonly AllowedAccount[]
}

export type FoundAccount = ResultOf<'account.look_up'>

/** The GitHub app and the allowed accounts. Available on the workstation only. */
export const whoMayEnter = queries.define<WhoMayEnter>({
  key: 'github.status, account.list',
  fetch: async () => {
    const [github, { accounts }] = await Promise.all([
      connection.client.call('github.status', {}),
      connection.client.call('account.list', {}),
    ])
    return { github, accounts }
  },
  needs: 'local',
})

/** Refreshes the accounts, and the sessions of people who may no longer enter. */
async function refreshWho(): Promise<void> {
  await Promise.all([whoMayEnter.refresh(), memberSessions.refresh()])
}

/** @throws HomeportError with what to change; nothing was changed then. */
export async function nameGithubApp(app: InputOf<'github.configure'>): Promise<void> {
  await connection.client.call('github.configure', app)
  await refreshWho()
}

/** Looks up an account at GitHub; changes nothing. @throws HomeportError with a message for people. */
export async function lookUpAccount(account: string): Promise<FoundAccount> {
  return connection.client.call('account.look_up', { account })
}

/** Allows an account, or changes its role. False: it was refused, and the reason was shown. */
export async function allowAccount(github_id: number, role: AllowedAccount['role']): Promise<boolean> {
  return connection.client.call('account.allow', { github_id, role }).then(changed, refused)
}

/** Its sign-ins and connections end at once. */
export async function disallowAccount({ github_id, login }: AllowedAccount): Promise<void> {
  if (await connection.client.call('account.disallow', { github_id }).then(changed, refused)) {
    showToast(words.loginMayNotEnterAny(login ?? github_id))
  }
}

async function changed(): Promise<boolean> {
  await refreshWho()
  return true
}

async function refused(error: unknown): Promise<boolean> {
  showToast(errorMessage(error))
  await refreshWho()
  return false
}
