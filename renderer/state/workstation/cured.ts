import { isTransient } from '#shared/client/retries.ts'
import { connection } from './connection.ts'

/** Asks again by itself where the refusal is one that passes; else no-op. `again` is its own name: it waits once. */
export function whenCured(error: unknown, again: () => Promise<void>): void {
  if (isTransient(error)) {
    connection.cures.wait(again, () => void again())
  }
}

/** Asks until the answer is not a refusal that passes. @throws the refusal that stays. */
export async function onceCured<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask()
    } catch (error) {
      if (!isTransient(error)) {
        throw error
      }
      await new Promise<void>((resolve) => connection.cures.wait(ask, resolve))
    }
  }
}
