import { BROWSER_PROOF_CONTEXT, BROWSER_PROOF_HEADER } from '#shared/browserProof.ts'
import { operations } from '#shared/operations/table.ts'
import { base64, browserKey, publicBrowserKey } from './browserKey.ts'

/** Well below the server's limit: neither a sleeping laptop nor a changed clock may sign the page out. */
const FRESH_MS = 10 * 60_000

/** After this time the network counts as dead. */
const ANSWER_WITHIN_MS = 8_000

interface Proof {
  /** null: the server did not answer. */
  readonly value: Promise<string | null>
  readonly made_at: number
}

let current: Proof | null = null

/**
 * The signed proof that the session cookie needs. 'anew': signed now, also when a recent one exists. null when the
 * server did not answer; requests without it are refused.
 */
export async function browserProof(how: 'anew' | 'kept' = 'kept'): Promise<string | null> {
  const before = current
  if (before === null || how === 'anew' || Math.abs(Date.now() - before.made_at) > FRESH_MS) {
    current = { value: makeProof(before).catch(() => null), made_at: Date.now() }
  }
  const value = await (current ?? before)?.value
  if (value === null) {
    current = null
  }
  return value ?? null
}

/** The headers that a request with the cookie needs. */
export async function proofHeaders(): Promise<Record<string, string>> {
  return headersOf(await browserProof())
}

/** Renews the proof while the page is open, so that its sign-in does not expire. Never stopped. */
export function keepProofFresh(): void {
  setInterval(() => void browserProof('anew'), FRESH_MS)
}

function headersOf(proof: string | null): Record<string, string> {
  return proof === null ? {} : { [BROWSER_PROOF_HEADER]: proof }
}

async function makeProof(before: Proof | null): Promise<string> {
  // With the last proof the request counts as use, which extends the cookie.
  const last = headersOf((await before?.value) ?? null)
  const answer = await fetch(operations['auth.challenge'].http.path, {
    headers: last,
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  })
  const { challenge, needs_key } = operations['auth.challenge'].result.parse(await answer.json())
  if (needs_key) {
    await bind()
  }
  const signed = new TextEncoder().encode(`${BROWSER_PROOF_CONTEXT}\n${location.host}\n${challenge}`)
  const { privateKey } = await browserKey()
  return `${challenge}.${base64(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, signed))}`
}

/** Binds a sign-in from before there were keys to this browser's key, once. */
async function bind(): Promise<void> {
  const body = JSON.stringify({ browser_key: await publicBrowserKey() })
  const { path, method } = operations['auth.bind'].http
  await fetch(path, { method, headers: { 'content-type': 'application/json' }, body })
}
