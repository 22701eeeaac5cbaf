import { forSocket, signChallenge, type SignedChallenge } from './signChallenge.ts'
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
    early = { signed, socket: new SignedSocket(() => signed.then(forSocket)) }
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
