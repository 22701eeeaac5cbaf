import type { ListedApproval } from '#shared/operations/approvalList.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { queries } from '#renderer/state/workstation/queries.ts'
import { createStore, type Store } from '#renderer/state/store.ts'

/** Which are listed. */
export type Listed = 'all' | 'waiting' | 'answered'

/** What Claude asked for as far as it is loaded, newest first. */
export interface LoadedApprovals {
  readonly approvals: readonly ListedApproval[]
  /** The cursor of the next older page; null at the end. */
  readonly cursor: string | null
}

const PAGE = 50

const listed = createStore<Listed>('all')

export const listedApprovals: Store<Listed> = listed

export const approvalList = queries.define<LoadedApprovals>({
  key: 'approval.list',
  fetch: () => load({ approvals: [], cursor: null }),
  needs: 'read',
  isPaged: true,
})

/** Loads others; the current ones stay until the result arrives. */
export async function listApprovals(which: Listed): Promise<void> {
  listed.set(which)
  await approvalList.refresh()
}

/** Loads the next older page. No-op while one is loading. */
export async function loadOlderApprovals(): Promise<void> {
  const before = approvalList.get()
  if (before.kind === 'ready' && before.value.cursor !== null && !before.isAsking) {
    await approvalList.update(() => load(before.value))
  }
}

async function load({ approvals, cursor }: LoadedApprovals): Promise<LoadedApprovals> {
  const which = listed.get()
  const page = await connection.client.call('approval.list', {
    limit: PAGE,
    ...(which === 'all' ? {} : { state: which }),
    ...(cursor === null ? {} : { cursor }),
  })
  return { approvals: [...approvals, ...page.approvals], cursor: page.next_cursor }
}
