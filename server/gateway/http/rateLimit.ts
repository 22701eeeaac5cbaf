import { isIPv4 } from 'node:net'
import { HomeportError } from '#shared/errors.ts'
import type { Clock } from '#server/platform/clock.ts'

const MINUTE_MS = 60_000

/** Addresses remembered at the same time: a botnet must not fill the memory. */
const MAX_ADDRESSES = 10_000

/**
 * How often one address may ask: a full bucket at once, then as fast as it refills. One that is empty answers
 * nothing else until then.
 */
export interface RateLimit {
  /** Counts one request. @throws HomeportError RATE_001 with `retry_after` seconds. */
  spend(address: string): void
}

interface Bucket {
  readonly tokens: number
  readonly at: number
}

export function createRateLimit(deps: { readonly clock: Clock; readonly perMinute: () => number }): RateLimit {
  const { clock } = deps
  const buckets = new Map<string, Bucket>()

  const fill = (key: string, now: number): number => {
    const perMinute = deps.perMinute()
    const { tokens, at } = buckets.get(key) ?? { tokens: perMinute, at: now }
    return Math.min(perMinute, tokens + ((now - at) * perMinute) / MINUTE_MS)
  }

  return {
    spend: (address) => {
      const now = clock.now()
      const key = networkKey(address)
      const tokens = fill(key, now)
      // The least recently seen come first: a map keeps the order of insertion.
      buckets.delete(key)
      buckets.set(key, { tokens: tokens < 1 ? tokens : tokens - 1, at: now })
      if (buckets.size > MAX_ADDRESSES) {
        buckets.delete(buckets.keys().next().value ?? '')
      }
      if (tokens < 1) {
        throw tooMany(Math.max(1, Math.ceil(((1 - tokens) * MINUTE_MS) / deps.perMinute() / 1000)))
      }
    },
  }
}

/** One household has one IPv4 address, or a /64 of IPv6: within that anybody can take any. Pure. */
export function networkKey(address: string): string {
  const plain = address.startsWith('::ffff:') ? address.slice(7) : address
  if (isIPv4(plain) || !plain.includes(':')) {
    return plain
  }
  const [head = ''] = plain.split('%')
  const groups = head.split('::')
  const left = (groups[0] ?? '').split(':')
  return groups.length === 1 || left.length >= 4 ? left.slice(0, 4).join(':') : head
}

function tooMany(seconds: number): HomeportError {
  return new HomeportError('RATE_001', `Too many requests from this address. Try again in ${seconds} s.`, {
    details: { retry_after: seconds },
  })
}
