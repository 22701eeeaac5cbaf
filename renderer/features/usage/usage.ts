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
  fetch: async () => {
    const { days, user } = question.get()
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
    const today = new Date(serverNow())
    const first = new Date(today.getFullYear(), today.getMonth(), today.getDate() - days + 1)
    const params = { from: isoDate(first), to: isoDate(today), time_zone: timeZone, user }
    return connection.client.call('usage.read', params)
  },
  needs: 'read',
})

/** Changes the filters. The current data stays until the new data arrives. */
export async function filterUsage(change: Partial<UsageFilter> = {}): Promise<void> {
  question.set({ ...question.get(), ...change })
  await usage.refresh()
}

/** The local date as on the wire. */
function isoDate(date: Date): string {
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-')
}
