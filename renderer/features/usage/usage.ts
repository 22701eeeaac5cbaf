import type { ResultOf } from '#shared/operations/table.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { serverNow } from '#renderer/state/workstation/serverClock.ts'
import { queries } from '#renderer/state/workstation/queries.ts'
import { createStore, type Store } from '#renderer/state/store.ts'

export interface UsageFilter {
  /** How many days back, today included. */
  readonly days: number
  readonly user: 'me' | 'all'
}

const question = createStore<UsageFilter>({ days: 30, user: 'me' })
/** The filters of the usage page. */
export const usageFilter: Store<UsageFilter> = question

/** The usage for these filters. */
export const usage = queries.define({
  key: 'usage.read',
  fetch: () => connection.client.call('usage.read', lastDays(question.get().days)),
  needs: 'read',
})
export type UsageTold = ResultOf<'usage.read'>

/** The last year by days, whatever days the filters name. */
export const yearOfUsage = queries.define({
  key: 'usage.days',
  fetch: () => connection.client.call('usage.days', lastDays(365)),
  needs: 'read',
})

/** Changes the filters. The current data stays until the new data arrives. */
export async function filterUsage(change: Partial<UsageFilter> = {}): Promise<void> {
  question.set({ ...question.get(), ...change })
  await Promise.all([usage.refresh(), ...(change.user === undefined ? [] : [yearOfUsage.refresh()])])
}

/** So many days up to the workstation's today, as they begin and end here, of whom the filters name. */
function lastDays(days: number) {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  const today = new Date(serverNow())
  const first = new Date(today.getFullYear(), today.getMonth(), today.getDate() - days + 1)
  return { from: isoDate(first), to: isoDate(today), time_zone: timeZone, user: question.get().user }
}

/** The local date as on the wire. */
function isoDate(date: Date): string {
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-')
}
