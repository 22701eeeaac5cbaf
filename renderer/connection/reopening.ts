import { browserProof, doubtProof } from './browserProof.ts'
import { challengeTold, forSocket, proofOf } from './early/signChallenge.ts'
import { setProve } from './socket.ts'

/** A server without challenges on its sockets (an older one) has said nothing by then. */
const TOLD_WITHIN_MS = 1_500
const ANSWER_WITHIN_MS = 1_500
/** As many as a browser keeps open to one server. */
const KEPT_OPEN = 6

/**
 * From now on a socket is proven by a challenge that comes over itself. A browser may ask for one by connections that died
 * while the device slept, which it does not know: each of them costs many seconds.
 */
export function proveOverSocket(): void {
  setProve((socket) => {
    void dropDead()
    return toldBy(socket)
  })
}

/** @returns null where nobody gave a challenge. */
function toldBy(socket: WebSocket): Promise<string | null> {
  return new Promise((resolve) => {
    const asks = (): void => resolve(browserProof('anew').then(forSocket))
    const timer = setTimeout(asks, TOLD_WITHIN_MS)
    const hear = async (): Promise<void> => {
      const challenge = await challengeTold(socket)
      clearTimeout(timer)
      doubtProof()
      resolve(proofOf(challenge))
    }
    void hear()
    socket.addEventListener('close', () => {
      clearTimeout(timer)
      resolve(null)
    })
  })
}

/** Ends what the browser keeps open to the server and is dead, so that the next request is not asked by that. */
async function dropDead(): Promise<void> {
  if (!(await isAnswered())) {
    await Promise.all(Array.from({ length: KEPT_OPEN }, isAnswered))
  }
}

/** A browser closes the connection of a request that it gives up. */
async function isAnswered(): Promise<boolean> {
  try {
    const { ok } = await fetch('/live', {
      cache: 'no-store',
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    })
    return ok
  } catch {
    return false
  }
}
