import { setPriority } from 'node:os'

/** What a thread that answers questions says to the process that it belongs to (`askedThread.ts`). */
export type FromThread =
  | { readonly kind: 'answer'; readonly id: number; readonly answer: unknown }
  /** `code` null: a bug. */
  | { readonly kind: 'refusal'; readonly id: number; readonly code: string | null; readonly message: string }
  | {
      readonly kind: 'log'
      readonly level: 'info' | 'warn' | 'error'
      readonly sentence: string
      readonly facts: Readonly<Record<string, unknown>>
    }

/**
 * Called in the thread: it lets the sessions go first. On Linux a thread has a priority of its own; elsewhere that would be
 * the whole host's, and nothing is done.
 */
export function yieldToSessions(niceness: number): void {
  if (process.platform === 'linux') {
    try {
      setPriority(niceness)
    } catch {
      // Not allowed here: then it takes its turn like any other.
    }
  }
}
