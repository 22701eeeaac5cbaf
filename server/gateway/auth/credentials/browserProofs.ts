import { type KeyObject, createHmac, createPublicKey, timingSafeEqual, verify } from 'node:crypto'
import { HomeportError } from '#shared/errors.ts'
import { BROWSER_PROOF_CONTEXT } from '#shared/browserProof.ts'
import { type Clock, machineStart } from '#server/platform/clock.ts'

/** How long one signature counts. An open page makes a fresh one well before. */
export const PROOF_SECONDS = 900

/** A clock that was set back a little does not make a fresh challenge worthless. */
const AHEAD_MS = 60_000

/** Longer ones are never ours. */
const MAX_PROOF_LENGTH = 400

/**
 * Browsers send cookies to every port of a host, so that a cookie alone proves nothing. What does is a key that only
 * pages of one origin can use, and no script can read: it signs a challenge of ours together with the host and port
 * that the page came from. A signature made for another address is worth nothing here.
 */
export interface BrowserProofs {
  /** Something to sign. Holds no secret and is kept nowhere; anybody may have as many as they like. */
  challenge(): string
  /** `proof`: challenge, dot, signature in base64. `host`: the request's `Host`, checked already. Never throws. */
  holds(proof: string, by: { readonly browser_key: string; readonly host: string }): boolean
}

export function createBrowserProofs(deps: { readonly clock: Clock; readonly secret: Buffer }): BrowserProofs {
  const { clock, secret } = deps
  const markOf = (time: string, start = startOf(clock)): string =>
    createHmac('sha256', secret).update(`${start} ${time}`).digest('base64url')

  const isFresh = (time: string, mark: string): boolean => {
    const given = Buffer.from(mark)
    const start = startOf(clock)
    const isOurs = [start, start - 1, start + 1].some((one) => {
      const wanted = Buffer.from(markOf(time, one))
      return given.length === wanted.length && timingSafeEqual(given, wanted)
    })
    const age = clock.now() - Number.parseInt(time, 36)
    return isOurs && age >= -AHEAD_MS && age < PROOF_MS
  }

  return {
    challenge: () => {
      const time = clock.now().toString(36)
      return `${time}-${markOf(time)}`
    },
    holds: (proof, { browser_key, host }) => {
      const parts = proof.length > MAX_PROOF_LENGTH ? null : /^([a-z\d]{1,12})-([\w-]{43})\.([\w+/=-]+)$/.exec(proof)
      const [, time = '', mark = '', signature = ''] = parts ?? []
      if (parts === null || !isFresh(time, mark)) {
        return false
      }
      const signed = Buffer.from(`${BROWSER_PROOF_CONTEXT}\n${host.toLowerCase()}\n${time}-${mark}`)
      const key = { key: readKey(browser_key), dsaEncoding: 'ieee-p1363' } as const
      return verify('sha256', signed, key, Buffer.from(signature, 'base64'))
    },
  }
}

const PROOF_MS = PROOF_SECONDS * 1000
const MINUTE_MS = 60_000

/**
 * In minutes, with a minute to either side. It is part of the mark, which tells nobody: a challenge from before the clock was set,
 * or the machine started again, is none of ours, whatever the calendar says later.
 */
function startOf(clock: Clock): number {
  return Math.floor(machineStart(clock) / MINUTE_MS)
}

/** Before anything is used up. @throws HomeportError WS_002 when it is there, and no public key of the curve P-256. */
export function assertBrowserKey(browserKey: string | undefined): void {
  try {
    if (browserKey === undefined || readKey(browserKey).asymmetricKeyDetails?.namedCurve === 'prime256v1') {
      return
    }
  } catch {
    // Refused below: the reason why it cannot be read adds nothing.
  }
  throw new HomeportError('WS_002', 'browser_key: is not the public key (SPKI, base64) of an ECDSA pair on P-256.')
}

function readKey(browserKey: string): KeyObject {
  return createPublicKey({ key: Buffer.from(browserKey, 'base64'), format: 'der', type: 'spki' })
}
