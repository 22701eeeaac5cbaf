import { BROWSER_PROOF_HEADER } from '#shared/browserProof.ts'
import { earlyChallenge } from './early/earlyConnection.ts'
import { signChallenge, type SignedChallenge } from './early/signChallenge.ts'

/** Well below the server's limit: neither a sleeping laptop nor a changed clock may sign the page out. */
const FRESH_MS = 10 * 60_000

interface Signed {
  /** null: the server did not answer. */
  readonly value: Promise<SignedChallenge | null>
  readonly made_at: number
}

let current: Signed | null = begunEarly()

function begunEarly(): Signed | null {
  const value = earlyChallenge()
  return value === null ? null : { value, made_at: Date.now() }
}

/**
 * The signed challenge that the session cookie needs. 'anew': signed now, also when a recent one exists. null when the
 * server did not answer; requests without it are refused.
 */
export async function browserProof(how: 'anew' | 'kept' = 'kept'): Promise<SignedChallenge | null> {
  const before = current
  const isKept = before !== null && how === 'kept' && Math.abs(Date.now() - before.made_at) <= FRESH_MS
  const asked = isKept ? before : { value: signAnew(before).catch(() => null), made_at: Date.now() }
  current = asked
  const signed = await asked.value
  // What was asked for meanwhile stays.
  if (signed === null && current === asked) {
    current = null
  }
  return signed
}

/** The server may be another one since, after an update or a new start of the machine: the next request signs anew. */
export function doubtProof(): void {
  current = current === null ? null : { value: current.value, made_at: Number.NEGATIVE_INFINITY }
}

/** The headers that a request with the cookie needs. */
export async function proofHeaders(): Promise<Record<string, string>> {
  return headersOf(await browserProof())
}

/** Renews the proof while the page is open, so that its sign-in does not expire. Never stopped. */
export function keepProofFresh(): void {
  setInterval(() => void browserProof('anew'), FRESH_MS)
}

function headersOf(signed: SignedChallenge | null): Record<string, string> {
  return signed === null ? {} : { [BROWSER_PROOF_HEADER]: signed.proof }
}

/** With the last proof the request counts as use, which extends the cookie. */
async function signAnew(before: Signed | null): Promise<SignedChallenge> {
  return signChallenge(headersOf((await before?.value) ?? null))
}
