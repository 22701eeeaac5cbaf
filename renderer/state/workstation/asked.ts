import { HomeportError } from '#shared/errors.ts'
import { isPassing } from '#renderer/connection/cures.ts'
import { connection } from './connection.ts'
import { may } from './may.ts'
import { sentenceOf } from '../toasts.ts'
import { createStore, type Store } from '../store.ts'

/** mayNot: it is for others, or for somebody at the workstation. */
export type Asked<T> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'known'; readonly value: T }
  | { readonly kind: 'failed'; readonly message: string; readonly mayNot: boolean }

/**
 * Something the workstation is asked for again and again. What was known stays until the next answer. Who lacks
 * `needed` is not even asked for.
 */
export function asking<T>(
  ask: () => Promise<T>,
  needed: Parameters<typeof may>[0],
): {
  readonly store: Store<Asked<T>>
  readonly refresh: () => Promise<void>
} {
  const store = createStore<Asked<T>>({ kind: 'loading' })
  const refresh = async (): Promise<void> => {
    if (!may(needed)) {
      store.set({ kind: 'failed', message: '', mayNot: true })
      return
    }
    try {
      store.set({ kind: 'known', value: await ask() })
    } catch (error) {
      store.set({ kind: 'failed', message: sentenceOf(error), mayNot: mayNotKnow(error) })
      whenCured(error, refresh)
    }
  }
  return { store, refresh }
}

/** Whether it is for others, or for somebody at the workstation. */
export function mayNotKnow(error: unknown): boolean {
  return error instanceof HomeportError && error.code === 'AUTH_006'
}

/** Asks again by itself where the refusal is one that passes; else no-op. `again` is its own name: it waits once. */
export function whenCured(error: unknown, again: () => Promise<void>): void {
  if (isPassing(error)) {
    connection.cures.wait(again, () => void again())
  }
}

/** Asks until the answer is not a refusal that passes. @throws the refusal that stays. */
export async function onceCured<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask()
    } catch (error) {
      if (!isPassing(error)) {
        throw error
      }
      await new Promise<void>((resolve) => connection.cures.wait(ask, resolve))
    }
  }
}

/** Runs at once and then every so often, but only while somebody looks at the page. Returns its stop. */
export function whileLooking(everyMs: number, run: () => Promise<void>): () => void {
  let isBusy = false
  const look = (): void => {
    if (!isBusy && document.visibilityState === 'visible') {
      isBusy = true
      void run().finally(() => (isBusy = false))
    }
  }
  look()
  const timer = setInterval(look, everyMs)
  document.addEventListener('visibilitychange', look)
  return () => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', look)
  }
}
