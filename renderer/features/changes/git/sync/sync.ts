import { readDetails } from '#shared/errors.ts'
import type { SessionId } from '#shared/ids.ts'
import type { GitProgram } from '#shared/operations/gitRemote.ts'
import type { InputOf, ResultOf } from '#shared/operations/table.ts'
import { createStore, type Store, type WritableStore } from '#renderer/state/store.ts'
import { errorMessage, showToast } from '#renderer/state/toasts.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import * as words from '../words.ts'

type Asked<N extends 'git.fetch' | 'git.pull' | 'git.push'> = Omit<InputOf<N>, 'session_id' | 'runs_id'>

/** What a person wants done with a remote. */
export type Errand =
  | ({ readonly what: 'fetch' } & Asked<'git.fetch'>)
  | ({ readonly what: 'pull' } & Asked<'git.pull'>)
  | ({ readonly what: 'push' } & Asked<'git.push'>)

/** Where it is. `programs`: what the repository would run; nothing runs before a person has agreed to these. */
export type Sync =
  | { readonly kind: 'busy'; readonly errand: Errand }
  | {
      readonly kind: 'programs'
      readonly errand: Errand
      readonly programs: readonly GitProgram[]
      readonly runs_id: string
    }
  | { readonly kind: 'protected'; readonly errand: Errand; readonly message: string }
  | { readonly kind: 'diverged'; readonly errand: Errand }
  | { readonly kind: 'failed'; readonly errand: Errand; readonly message: string; readonly reason: string | undefined }

const state: WritableStore<ReadonlyMap<SessionId, Sync>> = createStore<ReadonlyMap<SessionId, Sync>>(new Map())

/** What is done with remotes, by session; it goes on while another page is shown. */
export const syncs: Store<ReadonlyMap<SessionId, Sync>> = state

/** Programs to which a person agreed, by session; forgotten with the page. */
const agreed = new Map<SessionId, string>()

/** Nothing is shown of it any more. */
export function endSync(session_id: SessionId): void {
  const next = new Map(state.get())
  next.delete(session_id)
  state.set(next)
}

function show(session_id: SessionId, next: Sync): void {
  state.set(new Map(state.get()).set(session_id, next))
}

/** Does it, and asks for what it needs. Resolves when it is done, refused, or waits for an answer. */
export async function sync(session_id: SessionId, errand: Errand): Promise<void> {
  show(session_id, { kind: 'busy', errand })
  try {
    await carryOut(session_id, errand)
    endSync(session_id)
  } catch (error) {
    const reason = readDetails(error, 'SESSION_003')?.reason
    const message = errorMessage(error)
    if (reason === 'cancelled') {
      endSync(session_id)
      showToast(message)
    } else if (reason === 'runs') {
      await askForPrograms(session_id, errand)
    } else if (reason === 'protected') {
      show(session_id, { kind: 'protected', errand, message })
    } else if (reason === 'diverged') {
      show(session_id, { kind: 'diverged', errand })
    } else {
      show(session_id, { kind: 'failed', errand, message, reason })
    }
  }
}

/** A person looked at what would run. */
export async function agree(session_id: SessionId, { errand, runs_id }: Extract<Sync, { kind: 'programs' }>) {
  agreed.set(session_id, runs_id)
  await sync(session_id, errand)
}

export async function cancelSync(session_id: SessionId): Promise<void> {
  await connection.client.call('git.cancel', { session_id }).catch((error: unknown) => showToast(errorMessage(error)))
}

async function askForPrograms(session_id: SessionId, errand: Errand): Promise<void> {
  try {
    const { programs, runs_id } = await connection.client.call('git.remotes', { session_id })
    if (runs_id === null) {
      await sync(session_id, errand)
      return
    }
    show(session_id, { kind: 'programs', errand, programs, runs_id })
  } catch (error) {
    show(session_id, { kind: 'failed', errand, message: errorMessage(error), reason: undefined })
  }
}

async function carryOut(session_id: SessionId, errand: Errand): Promise<void> {
  const runs_id = agreed.get(session_id)
  const base = { session_id, ...(runs_id === undefined ? {} : { runs_id }) }
  switch (errand.what) {
    case 'fetch': {
      const { what: _what, ...asked } = errand
      const { remote, updated } = await connection.client.call('git.fetch', { ...base, ...asked })
      showToast(updated === 0 ? words.nothingNewAtRemote(remote) : words.changesAtRemote(updated, remote))
      return
    }
    case 'pull': {
      const { what: _what, ...asked } = errand
      const { outcome } = await connection.client.call('git.pull', { ...base, ...asked })
      showToast(pulled[outcome])
      return
    }
    case 'push': {
      const { what: _what, ...asked } = errand
      tellPushed(await connection.client.call('git.push', { ...base, ...asked }))
    }
  }
}

const pulled: Readonly<Record<ResultOf<'git.pull'>['outcome'], string>> = {
  updated: words.pulled,
  up_to_date: words.alreadyUpToDate,
  conflicts: words.pulledWithConflictsTheyWait,
}

function tellPushed({ remote, branch, outcome, pull_request_url: url }: ResultOf<'git.push'>): void {
  const text =
    outcome === 'up_to_date' ? words.remoteHasAllOfBranch(remote, branch) : words.pushedToRemoteBranch(remote, branch)
  const open = () => void window.open(url ?? '', '_blank', 'noopener,noreferrer')
  showToast(text, url === null ? {} : { action: { label: words.createPullRequest, run: open } })
}
