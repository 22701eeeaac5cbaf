import { isTransient } from '#shared/client/retries.ts'
import { connection } from './connection.ts'

/**
 * Retries once a temporary refusal has passed; no-op for other errors. `again` identifies the retry: it is scheduled
 * once.
 */
export function whenCured(error: unknown, again: () => Promise<void>): void {
  if (isTransient(error)) {
    connection.cures.wait(again, () => void again())
  }
}

/** Retries until the result is no temporary refusal. @throws HomeportError the refusal that is final. */
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
