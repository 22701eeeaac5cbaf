import { HomeportError } from '#shared/errors.ts'
import type { Clock } from '#server/platform/clock.ts'

/** Wrong secrets that cost nothing: a person who pastes an old link. */
const FREE_ATTEMPTS = 5
const FIRST_DELAY_MS = 1000
const LONGEST_DELAY_MS = 60_000

/** Without a wrong one for this long, the count starts anew. */
const FORGET_AFTER_MS = 15 * 60_000

/**
 * Slows down guessing with a growing delay. A right secret always passes: with 256 random bits guessing is hopeless
 * anyway, and other users of this machine must not be able to lock the owner out.
 */
export interface WrongSecrets {
  /** Counts one. @throws HomeportError RATE_001 with `retry_after` seconds while the delay of earlier ones lasts. */
  count(): void
  reset(): void
}

export function createWrongSecrets(clock: Clock): WrongSecrets {
  let wrong = 0
  let blockedUntil = 0
  let last = 0

  return {
    count: () => {
      const now = clock.now()
      if (now < blockedUntil) {
        const seconds = Math.ceil((blockedUntil - now) / 1000)
        throw new HomeportError('RATE_001', `Too many wrong sign-in secrets. Try again in ${seconds} s.`, {
          details: { retry_after: seconds },
        })
      }
      wrong = now - last > FORGET_AFTER_MS ? 1 : wrong + 1
      last = now
      if (wrong > FREE_ATTEMPTS) {
        blockedUntil = now + Math.min(FIRST_DELAY_MS * 2 ** (wrong - FREE_ATTEMPTS - 1), LONGEST_DELAY_MS)
      }
    },
    reset: () => {
      wrong = 0
      blockedUntil = 0
    },
  }
}
