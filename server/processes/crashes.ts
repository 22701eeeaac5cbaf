/** Waits before each restart after a crash; after as many crashes in a row there is no further one. */
const DELAYS_MS = [0, 250, 1000, 2000, 4000] as const

/** A gateway that lasted this long was well: the count starts anew. */
const HEALTHY_AFTER_MS = 60_000

/** Decides whether, and after how long, a crashed gateway is started again. */
export interface Crashes {
  /** Milliseconds to wait; null: it crashed too often in a row, give up. */
  next(lastedMs: number): number | null
}

export function createCrashes(): Crashes {
  let inRow = 0
  return {
    next: (lastedMs) => {
      inRow = lastedMs >= HEALTHY_AFTER_MS ? 0 : inRow
      const delay = DELAYS_MS[inRow] ?? null
      inRow += 1
      return delay
    },
  }
}
