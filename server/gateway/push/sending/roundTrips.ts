import type { Clock } from '#server/platform/clock.ts'
import type { Timers } from '../deciding/timers.ts'

/** A test message that a browser has not been heard of yet. */
export interface RoundTrip {
  /** ms from its beginning until the browser itself said that it shows the message; null: it said nothing in time. */
  readonly arrived: Promise<number | null>
  /** Nothing is waited for any more. */
  readonly end: () => void
}

export interface RoundTrips {
  begin(test: string, signInId: string): RoundTrip
  /** A browser has it. False: nobody waits for that, or it was sent to another browser. */
  arrive(test: string, signInId: string): boolean
}

/** Longer than a push service takes for a phone that is awake. */
const WITHIN_MS = 15_000

export function createRoundTrips({ clock, timers }: { readonly clock: Clock; readonly timers: Timers }): RoundTrips {
  const waiting = new Map<string, { readonly signInId: string; readonly say: () => void; readonly drop: () => void }>()
  return {
    begin: (test, signInId) => {
      const began = clock.monotonic()
      const arrived = new Promise<number | null>((resolve) => {
        const end = (ms: number | null): void => {
          stop()
          waiting.delete(test)
          resolve(ms)
        }
        const stop = timers.after(WITHIN_MS, () => end(null))
        waiting.set(test, {
          signInId,
          say: () => end(Math.round(clock.monotonic() - began)),
          drop: () => end(null),
        })
      })
      return { arrived, end: () => waiting.get(test)?.drop() }
    },
    arrive: (test, signInId) => {
      const one = waiting.get(test)
      if (one?.signInId !== signInId) {
        return false
      }
      one.say()
      return true
    },
  }
}
