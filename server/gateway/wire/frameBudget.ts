import type { Clock } from '#server/platform/clock.ts'

/** A person types, a program scripts: neither sends faster for long. */
const FRAMES_PER_SECOND = 100
const BURST = 500

/** Refusals in a row after which the client does not listen. */
const PATIENCE = 500

/** allowed · refused: answer with an error · hopeless: hang up. */
export type Verdict = 'allowed' | 'refused' | 'hopeless'

/** Bounds what one socket may ask for. */
export interface FrameBudget {
  spend(): Verdict
}

export function createFrameBudget(clock: Clock): FrameBudget {
  let left = BURST
  let refusedInRow = 0
  let last = clock.now()
  return {
    spend: () => {
      const now = clock.now()
      left = Math.min(BURST, left + ((now - last) / 1000) * FRAMES_PER_SECOND)
      last = now
      if (left >= 1) {
        left -= 1
        refusedInRow = 0
        return 'allowed'
      }
      refusedInRow += 1
      return refusedInRow > PATIENCE ? 'hopeless' : 'refused'
    },
  }
}
