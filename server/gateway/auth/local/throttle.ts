import { HomeportError } from '#shared/errors.ts'
import type { Clock } from '#server/platform/clock.ts'
import { addressBlockOf } from '../../kernel/origin/addressBlock.ts'

/** Attempts that cost nothing: a person who pastes an old link, or mistypes. */
const FREE_ATTEMPTS = 5
const FIRST_DELAY_MS = 1000
const LONGEST_DELAY_MS = 60_000

/** Without an attempt for this long, the count starts anew. */
const FORGET_AFTER_MS = 15 * 60_000

/** More addresses than this at once are a flood; the oldest is forgotten then, so that memory stays bounded. */
const MAX_ADDRESSES = 4096

/**
 * Slows down guessing from one address block with a growing delay. It is called after an attempt has failed, never before one:
 * many people share an address block, and a right credential passes whatever its neighbours tried. What is guessed at has 256
 * random bits, so that the delay is for the quiet of the machine, not for the safety of the secret.
 */
export interface Throttle {
  /**
   * Counts one that failed.
   * @throws HomeportError RATE_001 with `retry_after` seconds, counting nothing, while the delay of earlier ones lasts.
   */
  count(address: string | null): void
  reset(address: string | null): void
}

interface Attempts {
  readonly count: number
  readonly last: number
  readonly blocked_until: number
}

/** `what`: of what there were too many, for the message to people. */
export function createThrottle(clock: Clock, what: string): Throttle {
  const known = new Map<string, Attempts>()

  const assertOpen = (address: string | null): void => {
    const wait = (known.get(addressBlockOf(address))?.blocked_until ?? 0) - clock.monotonic()
    if (wait > 0) {
      const seconds = Math.ceil(wait / 1000)
      throw new HomeportError('RATE_001', `Too many ${what}. Try again in ${seconds} s.`, {
        details: { retry_after: seconds },
      })
    }
  }

  const remember = (block: string, attempts: Attempts): void => {
    // Deleted first: a map keeps the order in which its keys came.
    known.delete(block)
    known.set(block, attempts)
    const oldest = known.keys().next()
    if (known.size > MAX_ADDRESSES && oldest.done !== true) {
      known.delete(oldest.value)
    }
  }

  return {
    count: (address) => {
      assertOpen(address)
      const now = clock.monotonic()
      const block = addressBlockOf(address)
      const before = known.get(block)
      const count = before === undefined || now - before.last > FORGET_AFTER_MS ? 1 : before.count + 1
      const delay = count > FREE_ATTEMPTS ? FIRST_DELAY_MS * 2 ** (count - FREE_ATTEMPTS - 1) : 0
      remember(block, { count, last: now, blocked_until: now + Math.min(delay, LONGEST_DELAY_MS) })
    },
    reset: (address) => {
      known.delete(addressBlockOf(address))
    },
  }
}
