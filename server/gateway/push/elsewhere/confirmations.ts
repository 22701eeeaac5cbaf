import { createHash, randomInt, timingSafeEqual } from 'node:crypto'
import { HomeportError } from '#shared/errors.ts'
import type { Clock } from '#server/platform/clock.ts'
import { confirmMessage } from '../deciding/messages.ts'
import type { StoredAddress } from './addressStore.ts'
import type { Elsewhere } from './sendElsewhere.ts'

export interface ConfirmationsDeps {
  readonly clock: Clock
  readonly elsewhere: Pick<Elsewhere, 'prove'>
}

type Mailbox = Pick<StoredAddress, 'user_id' | 'target'>

/**
 * Proof that an e-mail address is of whoever named it. Codes are kept in memory only: a gateway that starts anew knows none,
 * and its person has another one sent.
 */
export interface Confirmations {
  /**
   * Counts a code that is about to be sent. Others' mailboxes are not to be filled from here: so many a day go to one of
   * them, whoever asks, and so many are sent for one person. @throws HomeportError RATE_001, counting nothing
   */
  count(to: Mailbox): void
  /** Sends a new code; the one before ends. Never throws: what became of it is said. */
  send(to: StoredAddress): ReturnType<Elsewhere['prove']>
  /** Uses the code up. @throws HomeportError PUSH_003 for any other than the last one, and for that after five tries */
  check(id: string, code: string): void
  forget(id: string): void
}

const LASTS_MS = 15 * 60_000
const TRIES = 5
const DAY_MS = 24 * 3_600_000
const MOST_TO_ONE = 5
const MOST_OF_ONE = 20

interface Sent {
  readonly digest: Buffer
  /** As `monotonic` counts. */
  readonly until: number
  tries: number
}

export function createConfirmations({ clock, elsewhere }: ConfirmationsDeps): Confirmations {
  const codes = new Map<string, Sent>()
  const counted = new Map<string, readonly number[]>()
  return {
    count: (to) => countOne(to, counted, clock),
    send: (to) => {
      const code = String(randomInt(100_000_000)).padStart(8, '0')
      codes.set(to.id, { digest: digestOf(code), until: clock.monotonic() + LASTS_MS, tries: TRIES })
      return elsewhere.prove(to, confirmMessage(`${code.slice(0, 4)} ${code.slice(4)}`, clock.now()))
    },
    check: (id, code) => {
      const sent = codes.get(id)
      if (sent === undefined || clock.monotonic() >= sent.until || sent.tries === 0) {
        codes.delete(id)
        throw new HomeportError('PUSH_003', 'No code is waiting for this address any more. Have another one sent.')
      }
      // Before it is looked at: no guess is free.
      sent.tries -= 1
      if (!timingSafeEqual(digestOf(code.replaceAll(/\D/g, '')), sent.digest)) {
        const rest = sent.tries === 0 ? 'Have another one sent.' : `Tries left: ${sent.tries}.`
        throw new HomeportError('PUSH_003', `This is not the code that was sent last. ${rest}`)
      }
      codes.delete(id)
    },
    forget: (id) => void codes.delete(id),
  }
}

function countOne({ user_id, target }: Mailbox, counted: Map<string, readonly number[]>, clock: Clock): void {
  const now = clock.monotonic()
  for (const [key, times] of counted) {
    const lately = times.filter((at) => now - at < DAY_MS)
    if (lately.length === 0) {
      counted.delete(key)
    } else {
      counted.set(key, lately)
    }
  }
  const both = [
    // Mail servers do not tell letters of one case from the other.
    { key: `to ${target.toLowerCase()}`, most: MOST_TO_ONE },
    { key: `of ${user_id}`, most: MOST_OF_ONE },
  ].map((one) => ({ ...one, times: counted.get(one.key) ?? [] }))
  const full = both.find(({ times, most }) => times.length >= most)
  if (full !== undefined) {
    const retry_after = Math.ceil(((full.times[0] ?? now) + DAY_MS - now) / 1000)
    const sentence = `${full.most} codes were sent within a day, which is as many as are. Nothing was changed.`
    throw new HomeportError('RATE_001', sentence, { details: { retry_after, retry_possible: false } })
  }
  both.forEach(({ key, times }) => counted.set(key, [...times, now]))
}

function digestOf(code: string): Buffer {
  return createHash('sha256').update(code).digest()
}
