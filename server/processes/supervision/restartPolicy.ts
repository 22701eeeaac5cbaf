/** A process that lasted this long was healthy: the count starts anew. */
const HEALTHY_AFTER_MS = 60_000

/** Decides whether, and after how long, a process that died is started again: the gateway, and the session host. */
export interface RestartPolicy {
  /** @param lastedMs 0: it never got ready. @returns milliseconds to wait; null: it died too often in a row. */
  next(lastedMs: number): number | null
  /** How many in a row did not last. */
  readonly inRow: number
}

/** @param delaysMs waits before each restart after a crash; after as many in a row there is no further one. */
export function createRestartPolicy(delaysMs: readonly number[]): RestartPolicy {
  let inRow = 0
  return {
    next: (lastedMs) => {
      inRow = lastedMs >= HEALTHY_AFTER_MS ? 0 : inRow
      const delay = delaysMs[inRow] ?? null
      inRow += 1
      return delay
    },
    get inRow() {
      return inRow
    },
  }
}
