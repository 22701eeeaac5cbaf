import { BIND_PATH, BROWSER_PROOF_CONTEXT, CHALLENGE_FRAME, CHALLENGE_PATH } from '#shared/browserProof.ts'
import { base64, browserKey, publicBrowserKey } from './browserKey.ts'

/** After this time the network counts as dead. */
const ANSWER_WITHIN_MS = 8_000

export interface SignedChallenge {
  /** `<challenge>.<signature in base64>`, as shared/browserProof says. */
  readonly proof: string
  /** The sign-in was bound to this browser's key just now: a socket that was begun before has the cookie of before. */
  readonly has_new_cookie: boolean
}

/**
 * Asks the server for a challenge and signs it with this browser's key; binds a sign-in from before there were keys to it,
 * once. `headers` may carry the last proof, so that the
 * request counts as use of the sign-in.
 * @throws Error when the server does not answer, or not with a challenge.
 */
export async function signChallenge(headers: Readonly<Record<string, string>>): Promise<SignedChallenge> {
  const answer = await fetch(CHALLENGE_PATH, { headers, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) })
  const body: unknown = await answer.json()
  if (!isChallenge(body)) {
    throw new TypeError('The server sent no challenge.')
  }
  const { challenge, needs_key } = body
  if (needs_key) {
    await bind()
  }
  return { proof: await proofOf(challenge), has_new_cookie: needs_key }
}

/** A challenge with this browser's signature. */
export async function proofOf(challenge: string): Promise<string> {
  const signed = new TextEncoder().encode(`${BROWSER_PROOF_CONTEXT}\n${location.host}\n${challenge}`)
  const { privateKey } = await browserKey()
  const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, signed)
  return `${challenge}.${base64(signature)}`
}

/**
 * The challenge that the server gives over a socket whose cookie needs one; never, where it gives none (an older server, or a
 * cookie that is not bound to a key). To be called before anybody else listens, who does not hear of it.
 */
export function challengeTold(socket: WebSocket): Promise<string> {
  return new Promise((resolve) => {
    socket.addEventListener('message', (event: MessageEvent<unknown>) => {
      const { data } = event
      // All other frames are read where they belong.
      if (typeof data === 'string' && data.startsWith(`{"type":"${CHALLENGE_FRAME}"`)) {
        // Whoever follows the socket has not heard yet that it is open.
        event.stopImmediatePropagation()
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what is no text is signed in vain, and refused
        resolve(String((JSON.parse(data) as { data?: { challenge?: unknown } }).data?.challenge))
      }
    })
  })
}

async function bind(): Promise<void> {
  const body = JSON.stringify({ browser_key: await publicBrowserKey() })
  await fetch(BIND_PATH, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
}

/** By hand, as operations['auth.challenge'] says it: the schemas come later. */
function isChallenge(body: unknown): body is { readonly challenge: string; readonly needs_key: boolean } {
  const isObject = typeof body === 'object' && body !== null && 'challenge' in body && 'needs_key' in body
  return isObject && typeof body.challenge === 'string' && typeof body.needs_key === 'boolean'
}

/** The proof for a socket that was begun before it was made; null: another one has to be opened. */
export function forSocket(signed: SignedChallenge | null): string | null {
  return signed === null || signed.has_new_cookie ? null : signed.proof
}
