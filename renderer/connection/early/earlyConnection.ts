import { browserKey } from './browserKey.ts'
import { challengeTold, forSocket, proofOf, signChallenge, type SignedChallenge } from './signChallenge.ts'
import { SignedSocket } from './signedSocket.ts'

interface EarlyConnection {
  readonly signed: Promise<SignedChallenge | null>
  socket: SignedSocket | null
}

let early: EarlyConnection | null = null

/**
 * Begins what the connection waits for, while the rest of the page's code is still travelling: on a phone each of these
 * round trips takes a sixth of a second. Not where the address brings a sign-in, which has to come first.
 */
export function beginConnection(): void {
  if (!/(?:secret|ticket)=/.test(location.hash)) {
    const signed = signChallenge({}).catch(() => null)
    // The challenge that comes over the socket itself is mostly the first, and costs no round trip.
    const prove = (socket: WebSocket): Promise<string | null> => {
      const asked = signed.then(forSocket)
      return Promise.race([asked, challengeTold(socket).then(proofOf)]).catch(() => asked)
    }
    early = { signed, socket: new SignedSocket(prove, firstAsked(location.pathname)) }
    void browserKey().catch(() => {})
  }
}

/**
 * What the page asks once it is connected and shows first, word for word up to the id (`Subscriptions`): the answer is on its way while
 * the code of the page starts, which keeps a slow phone from asking.
 */
function firstAsked(path: string): string {
  const session = /^\/session\/([\w-]+)/.exec(path)?.[1]
  return session === undefined
    ? '{"type":"subscribe_all","id":'
    : `{"type":"subscribe","session_id":"${session}","data":{},"id":`
}

/**
 * The first look into the browser's storage waits for another process, a phone for a tenth of a second: it is to have come before
 * the rest of the code asks for what is stored.
 */
export function openStorage(): void {
  try {
    void localStorage.length
  } catch {
    // There is none here. Whoever stores something finds out.
  }
}

/** The challenge that was asked for early; null when none was. */
export function earlyChallenge(): Promise<SignedChallenge | null> | null {
  return early?.signed ?? null
}

/** The socket that was begun early, once; null when there is none or it was taken already. */
export function takeEarlySocket(): SignedSocket | null {
  const socket = early?.socket ?? null
  if (early !== null) {
    early.socket = null
  }
  return socket
}
