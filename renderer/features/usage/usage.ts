import { connection } from '#renderer/state/workstation/connection.ts'
import { serverNow } from '#renderer/state/workstation/serverClock.ts'
import { queries } from '#renderer/state/workstation/queries.ts'
import { createStore, type Store } from '#renderer/state/store.ts'

export interface UsageQuestion {
  /** How many days back, today included. */
  readonly days: number
  readonly user: 'me' | 'all'
}

const question = createStore<UsageQuestion>({ days: 30, user: 'me' })
/** What is asked for. */
export const usageQuestion: Store<UsageQuestion> = question

/** What was used. */
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

/** Asks for something else. What is shown stays until the answer is here. */
export async function askForUsage(change: Partial<UsageQuestion> = {}): Promise<void> {
  question.set({ ...question.get(), ...change })
  await usage.refresh()
}

/** The date here, as the wire writes it. */
function isoDate(date: Date): string {
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-')
}
