import type { HistoryHit } from '#shared/operations/history.ts'
import type { InputOf, ResultOf } from '#shared/operations/table.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { queries } from '#renderer/state/workstation/queries.ts'
import { createStore } from '#renderer/state/store.ts'
import { type HistoryAddress, noHistoryAddress } from './historyAddress.ts'

/** What narrows the list. */
export type HistoryFilter = Pick<HistoryAddress, 'q' | 'project' | 'days' | 'model' | 'source'>

/** The list as far as it is loaded. */
export interface HistoryList extends Omit<ResultOf<'history.list'>, 'conversations'> {
  readonly conversations: readonly HistoryHit[]
  /** How long the workstation took, in ms. */
  readonly took: number
}

const PAGE = 30
const DAY_MS = 24 * 3_600_000

const filter = createStore<HistoryFilter>(noHistoryAddress)

export const historyList = queries.define<HistoryList>({
  key: 'history.list',
  fetch: () => load(null),
  needs: 'read',
})

/** Lists again with another filter; what is there stays until the result arrives. */
export function filterHistory({ q, project, days, model, source }: HistoryFilter): Promise<void> {
  filter.set({ q, project, days, model, source })
  return historyList.refresh()
}

/** Loads the next page. No-op while one is loading, and at the end. */
export async function loadMoreHistory(): Promise<void> {
  const before = historyList.get()
  if (before.kind === 'ready' && before.value.next_cursor !== null && !before.isAsking) {
    await historyList.update(() => load(before.value))
  }
}

async function load(before: HistoryList | null): Promise<HistoryList> {
  const begin = performance.now()
  const page = await connection.client.call('history.list', questionOf(filter.get(), before?.next_cursor ?? null))
  const took = Math.max(1, Math.round(performance.now() - begin))
  return {
    ...page,
    took: before?.took ?? took,
    conversations: [...(before?.conversations ?? []), ...page.conversations],
  }
}

function questionOf(
  { q, project, days, model, source }: HistoryFilter,
  cursor: string | null,
): InputOf<'history.list'> {
  const from = Number(days) > 0 ? new Date(Date.now() - Number(days) * DAY_MS).toISOString().slice(0, 10) : ''
  const given = Object.entries({ q: q.trim(), project, from, model, source, cursor: cursor ?? '' })
  return { limit: PAGE, ...Object.fromEntries(given.filter(([, value]) => value !== '')) }
}
