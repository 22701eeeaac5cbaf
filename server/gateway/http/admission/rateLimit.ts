import { HomeportError } from '#shared/errors.ts'
import type { Clock } from '#server/platform/clock.ts'
import { addressBlockOf } from '../../kernel/origin/addressBlock.ts'

const MINUTE_MS = 60_000

/** Address blocks remembered at the same time: a botnet must not fill the memory. */
const MAX_ADDRESS_BLOCKS = 10_000

/**
 * How many requests one address block may make: a full bucket at once, then as fast as it refills. One that is empty answers
 * nothing else until then.
 */
export interface RateLimit {
  /** Counts one request. @throws HomeportError RATE_001 with `retry_after` seconds. */
  spend(address: string): void
}

/** What is counted: files of the page, which a browser loads by the dozen, apart from all requests to the server. */
export type RequestKind = 'page' | 'other'

/** Files of the page for each other request. */
const PAGE_FILES = 10

/** The limits of one listener, one per class: whoever is over the limit for requests still gets the page. */
export function createRequestLimits({ clock, perMinute }: RateLimitDeps): Readonly<Record<RequestKind, RateLimit>> {
  return {
    page: createRateLimit({ clock, perMinute: () => perMinute() * PAGE_FILES }),
    other: createRateLimit({ clock, perMinute }),
  }
}

interface RateLimitDeps {
  readonly clock: Clock
  readonly perMinute: () => number
}

interface Bucket {
  readonly tokens: number
  readonly at: number
}

export function createRateLimit(deps: RateLimitDeps): RateLimit {
  const { clock } = deps
  const buckets = new Map<string, Bucket>()

  const fill = (key: string, now: number): number => {
    const perMinute = deps.perMinute()
    const { tokens, at } = buckets.get(key) ?? { tokens: perMinute, at: now }
    return Math.min(perMinute, tokens + ((now - at) * perMinute) / MINUTE_MS)
  }

  return {
    spend: (address) => {
      const now = clock.monotonic()
      const key = addressBlockOf(address)
      const tokens = fill(key, now)
      // The least recently seen come first: a map keeps the order of insertion.
      buckets.delete(key)
      buckets.set(key, { tokens: tokens < 1 ? tokens : tokens - 1, at: now })
      if (buckets.size > MAX_ADDRESS_BLOCKS) {
        buckets.delete(buckets.keys().next().value ?? '')
      }
      if (tokens < 1) {
        throw tooMany(Math.max(1, Math.ceil(((1 - tokens) * MINUTE_MS) / deps.perMinute() / 1000)))
      }
    },
  }
}

function tooMany(seconds: number): HomeportError {
  return new HomeportError('RATE_001', `Too many requests from this address. Try again in ${seconds} s.`, {
    details: { retry_after: seconds },
  })
}
