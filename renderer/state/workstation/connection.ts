import * as z from 'zod'
import { createConnection, type Connection } from '#shared/client/connection.ts'
import type { LinkState } from '#shared/client/reconnect/linkState.ts'
import { type Brought, signIn, takeBrought } from '#renderer/connection/signIn.ts'
import { browserTimers } from '#renderer/connection/browserTimers.ts'
import { requestHttp } from '#renderer/connection/http.ts'
import { ANSWER_WITHIN_MS } from '#shared/client/calls/pendingCalls.ts'
import { distantPings } from '#shared/client/reconnect/supervisor.ts'
import { browserSocket } from '#renderer/connection/socket.ts'
import { onOffline, onWake } from '#renderer/connection/wake.ts'
import { signInProblemWords } from '#renderer/connection/signInProblems.ts'
import { toldScopes } from './may.ts'
import { showToast, sentenceOf } from '../toasts.ts'
import { forgetServerTimes, heardServerTime, serverNow } from './serverClock.ts'
import { createStore } from '../store.ts'
import { sawVersion } from './serverVersion.ts'

// The page's Content-Security-Policy forbids `eval`, which zod would otherwise try for speed.
z.config({ jitless: true })

/** The socket's state. */
export const link = createStore<LinkState>({ kind: 'connecting' })

/** Why the last sign-in did not work, for the "not signed in" page; null when none was tried or it worked. */
export const signInProblem = createStore<string | null>(null)

/** The page's one connection. */
export const connection: Connection = createConnection({
  open: browserSocket,
  onWake,
  onOffline,
  isOnline: () => navigator.onLine,
  pings: distantPings,
  timers: browserTimers,
  requestHttp,
  answerWithinMs: ANSWER_WITHIN_MS,
  random: Math.random,
  now: serverNow,
  onState: (state) => {
    if (state.kind === 'connecting') {
      forgetServerTimes()
    }
    link.set(state)
  },
  onWelcome: ({ version, scopes }) => {
    sawVersion(version)
    toldScopes(scopes)
  },
  onServerTime: heardServerTime,
})

/**
 * Signs in if the address carries a secret, then opens the socket. An old cookie may still be good where the secret
 * is not: only the socket tells. A link that is pasted into the open page later signs in as well.
 */
export async function openConnection(): Promise<void> {
  await enter(takeBrought(location, history))
  connection.start()
  window.addEventListener('hashchange', () => void enterByPasted())
}

/** What nobody answered: a link works once, and this one has not. */
let unanswered: Brought | null = null

/** The person's "try again", with the link that brought them here where nobody answered to it. */
export async function tryAgain(): Promise<void> {
  if (unanswered !== null) {
    await enter(unanswered)
  }
  connection.start()
}

/** Tries what the address brought; keeps why it did not work, for the page that says so. False: then. */
async function enter(brought: Brought): Promise<boolean> {
  const outcome = await signIn(brought)
  unanswered = outcome.kind === 'refused' && outcome.isLost ? brought : null
  const refusal = outcome.kind === 'refused' ? outcome.message : null
  signInProblem.set(refusal ?? (brought.problem === null ? null : signInProblemWords(brought.problem)))
  return outcome.kind === 'signed_in'
}

async function enterByPasted(): Promise<void> {
  const brought = takeBrought(location, history)
  if (brought.secret === null && brought.ticket === null) {
    return
  }
  if (await enter(brought)) {
    connection.start()
  } else if (link.get().kind !== 'signed_out') {
    // Whoever is in stays in.
    showToast(signInProblem.get() ?? '')
  }
}

/**
 * Ends this browser's credential; the server then closes the socket as "not signed in". A server that cannot be
 * reached keeps the credential: the person is told.
 */
export async function signOut(): Promise<void> {
  try {
    await connection.client.call('auth.revoke', {})
    connection.start()
  } catch (error) {
    showToast(sentenceOf(error))
  }
}
