import { HomeportError } from '#shared/errors.ts'
import type { ResultOf } from '#shared/operations/table.ts'
import { whenCured } from '#renderer/state/workstation/asked.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { serverNow } from '#renderer/state/workstation/serverClock.ts'
import { sentenceOf } from '#renderer/state/toasts.ts'
import { createStore, type Store } from '#renderer/state/store.ts'

export interface UsageQuestion {
  /** How many days back, today included. */
  readonly days: number
  readonly user: 'me' | 'all'
}

export type UsageState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'known'; readonly usage: ResultOf<'usage.read'> }
  | { readonly kind: 'failed'; readonly message: string }

const question = createStore<UsageQuestion>({ days: 30, user: 'me' })
const state = createStore<UsageState>({ kind: 'loading' })

/** What is asked for. */
export const usageQuestion: Store<UsageQuestion> = question

/** What was used. */
export const usage: Store<UsageState> = state

/** Asks anew. What is shown stays until the answer is here; an answer to an older question is dropped. */
export async function askForUsage(change: Partial<UsageQuestion> = {}): Promise<void> {
  const asked = { ...question.get(), ...change }
  question.set(asked)
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  const today = new Date(serverNow())
  const first = new Date(today.getFullYear(), today.getMonth(), today.getDate() - asked.days + 1)
  const params = { from: isoDate(first), to: isoDate(today), time_zone: timeZone, user: asked.user }
  try {
    const told = await connection.client.call('usage.read', params)
    if (question.get() === asked) {
      state.set({ kind: 'known', usage: told })
    }
  } catch (error) {
    if (question.get() === asked) {
      const message = error instanceof HomeportError ? sentenceOf(error) : 'The workstation did not answer.'
      state.set({ kind: 'failed', message })
      whenCured(error, askAgain)
    }
  }
}

async function askAgain(): Promise<void> {
  await askForUsage()
}

/** The date here, as the wire writes it. */
function isoDate(date: Date): string {
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-')
}
