import type { AllowedAccount, GithubSetupStatus } from '#shared/operations/github.ts'
import type { InputOf, ResultOf } from '#shared/operations/table.ts'
import { whenCured } from '#renderer/state/workstation/asked.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { say, sentenceOf } from '#renderer/state/toasts.ts'
import { refreshMemberSessions } from './memberSessions.ts'
import { createStore, type Store } from '#renderer/state/store.ts'

export type WhoMayEnter =
  | { readonly kind: 'loading' }
  | { readonly kind: 'known'; readonly github: GithubSetupStatus; readonly accounts: readonly AllowedAccount[] }
  | { readonly kind: 'failed'; readonly message: string }

export type FoundAccount = ResultOf<'account.look_up'>

const state = createStore<WhoMayEnter>({ kind: 'loading' })

/** With which GitHub app people sign in, and which accounts may. Known on the workstation only. */
export const whoMayEnter: Store<WhoMayEnter> = state

/** Asks anew. What is shown stays until the answer is here. */
export async function refreshWho(): Promise<void> {
  try {
    const [github, { accounts }] = await Promise.all([
      connection.client.call('github.status', {}),
      connection.client.call('account.list', {}),
    ])
    state.set({ kind: 'known', github, accounts })
    await refreshMemberSessions()
  } catch (error) {
    state.set({ kind: 'failed', message: sentenceOf(error) })
    whenCured(error, refreshWho)
  }
}

/** @throws HomeportError with what to change; nothing was changed then. */
export async function nameGithubApp(app: InputOf<'github.configure'>): Promise<void> {
  await connection.client.call('github.configure', app)
  await refreshWho()
}

/** Asks GitHub; changes nothing. @throws HomeportError in words. */
export async function lookUpAccount(account: string): Promise<FoundAccount> {
  return connection.client.call('account.look_up', { account })
}

/** Lets an account in, or gives it another role. False: it was refused, and the reason was said. */
export async function allowAccount(github_id: number, role: AllowedAccount['role']): Promise<boolean> {
  return connection.client.call('account.allow', { github_id, role }).then(changed, refused)
}

/** Its sign-ins and connections end at once. */
export async function disallowAccount({ github_id, login }: AllowedAccount): Promise<void> {
  if (await connection.client.call('account.disallow', { github_id }).then(changed, refused)) {
    say(`${login ?? github_id} may not enter any more.`)
  }
}

async function changed(): Promise<boolean> {
  await refreshWho()
  return true
}

async function refused(error: unknown): Promise<boolean> {
  say(sentenceOf(error))
  await refreshWho()
  return false
}
