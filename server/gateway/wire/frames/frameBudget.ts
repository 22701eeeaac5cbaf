import type { Clock } from '#server/platform/clock.ts'

/** A person types, a program scripts: neither sends faster for long. */
const FRAMES_PER_SECOND = 100
const BURST = 500

/** A frame counts once more for each of these, so that large ones are bounded too. */
const BYTES_PER_FRAME = 16 * 1024

/** Clients say what they have of a terminal's output every 128 KiB at the latest; some do so more often. */
const BYTES_PER_ANSWER = 32 * 1024

/** Refusals, without a calm time between, after which the client does not listen. */
const MAX_REFUSALS = 500

/** So much of the burst must have come back before refusals are forgiven. */
const FORGIVEN_AT = BURST / 2

/** allowed · refused: answer with an error · hopeless: hang up. */
export type Verdict = 'allowed' | 'refused' | 'hopeless'

/** Bounds the requests of one socket. */
export interface FrameBudget {
  spend(bytes: number): Verdict
  /** A terminal's output was sent, which a client must answer for. */
  earn(bytes: number): void
}

export function createFrameBudget(clock: Clock): FrameBudget {
  let left = BURST
  let refused = 0
  let last = clock.monotonic()
  return {
    spend: (bytes) => {
      const now = clock.monotonic()
      left = Math.min(BURST, left + ((now - last) / 1000) * FRAMES_PER_SECOND)
      last = now
      if (left >= FORGIVEN_AT) {
        refused = 0
      }
      const cost = 1 + Math.floor(bytes / BYTES_PER_FRAME)
      if (left >= cost) {
        left -= cost
        return 'allowed'
      }
      refused += 1
      return refused > MAX_REFUSALS ? 'hopeless' : 'refused'
    },
    earn: (bytes) => {
      left = Math.min(BURST, left + bytes / BYTES_PER_ANSWER)
    },
  }
}
