import * as z from 'zod'
import { createConnection, type Connection } from '#shared/client/connection.ts'
import type { LinkState } from '#shared/client/reconnect/linkState.ts'
import { type SignInParameters, signIn, takeSignInParameters } from '#renderer/connection/signIn.ts'
import { rowOf } from '#renderer/connection/operationRows.ts'
import { requestHttp } from '#renderer/connection/http.ts'
import { ANSWER_WITHIN_MS } from '#shared/client/calls/pendingCalls.ts'
import { distantPings } from '#shared/client/reconnect/supervisor.ts'
import { browserSocket } from '#renderer/connection/socket.ts'
import { setScopes } from './may.ts'
import { enterAs, leave, setPersonKnown } from './person.ts'
import { showToast } from '../toasts.ts'
import { resetServerClock, noteServerTime, serverNow } from './serverClock.ts'
import { createStore } from '../store.ts'
import { noteServerVersion } from './serverVersion.ts'
import type { Timers } from '#shared/client/port.ts'

// The page's Content-Security-Policy forbids `eval`, which zod would otherwise try for speed.
z.config({ jitless: true })

/** The socket's state. */
export const link = createStore<LinkState>({ kind: 'connecting' })

/** Why the last sign-in did not work, for the "not signed in" page; null when none was tried or it worked. */
export const signInProblem = createStore<string | null>(null)

/** The error code with which this browser came back from GitHub; null when there was none. */
export const signInCode = createStore<string | null>(null)

const browserTimers: Timers = {
  after: (ms, run) => {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
  elapsed: () => performance.now(),
}

/** The page's one connection. */
export const connection: Connection = createConnection({
  open: browserSocket,
  onWake,
  onOffline,
  isOnline: () => navigator.onLine,
  pings: distantPings,
  timers: browserTimers,
  requestHttp,
  rowOf,
  answerWithinMs: ANSWER_WITHIN_MS,
  random: Math.random,
  now: serverNow,
  deviceNow: () => Date.now(),
  onState: (state) => {
    if (state.kind === 'connecting') {
      resetServerClock()
    }
    if (state.kind !== 'ready') {
      setPersonKnown(false)
    }
    if (state.kind === 'signed_out' && state.isForGood) {
      void leave((code) => code.removePersonal(''))
    }
    link.set(state)
  },
  onWelcome: ({ version, scopes, user_id }) => {
    if (user_id !== null && !enterAs(user_id)) {
      connection.stop()
      return
    }
    noteServerVersion(version)
    setScopes(scopes)
    setPersonKnown(true)
  },
  onServerTime: noteServerTime,
})

/**
 * Signs in if the address carries a secret, then opens the socket. An old cookie may still be good where the secret
 * is not: only the socket tells. A link that is pasted into the open page later signs in as well.
 */
export async function openConnection(): Promise<void> {
  await enter(takeSignInParameters(location, history))
  connection.start()
  window.addEventListener('hashchange', () => void enterByPasted())
}

/** Sign-in parameters that got no answer: their link is not used up and can be tried again. */
let unanswered: SignInParameters | null = null

/** Tries again, with the sign-in link that got no answer, if any. */
export async function tryAgain(): Promise<void> {
  if (unanswered !== null) {
    await enter(unanswered)
  }
  connection.start()
}

/**
 * Signs in with the parameters of the address and stores why it failed, for the sign-in page. False when it failed or
 * there were none.
 */
async function enter(brought: SignInParameters): Promise<boolean> {
  const outcome = await signIn(brought)
  unanswered = outcome.kind === 'refused' && outcome.isLost ? brought : null
  const refusal = outcome.kind === 'refused' ? outcome.message : null
  signInProblem.set(refusal)
  signInCode.set(refusal === null ? brought.problem : null)
  if (outcome.kind === 'signed_in' && outcome.user_id !== null && !enterAs(outcome.user_id)) {
    // The page is about to be loaded anew: nothing is to be shown until then.
    await new Promise(() => {})
  }
  return outcome.kind === 'signed_in'
}

async function enterByPasted(): Promise<void> {
  const brought = takeSignInParameters(location, history)
  if (brought.secret === null && brought.ticket === null) {
    return
  }
  if (await enter(brought)) {
    connection.start()
  } else if (link.get().kind !== 'signed_out') {
    // The current sign-in stays valid.
    showToast(signInProblem.get() ?? '')
  }
}

/**
 * Calls back whenever the page may have slept or changed networks: a socket that looks open may then be dead, and its
 * close event may never come. Returns the function that stops it.
 */
declare global {
  interface Navigator {
    /** Not every browser has it (https://wicg.github.io/netinfo); `type` on phones alone. */
    readonly connection?: EventTarget & { readonly type?: string }
  }
}

function onWake(listener: () => void): () => void {
  const whenVisible = () => {
    if (document.visibilityState === 'visible') {
      listener()
    }
  }
  document.addEventListener('visibilitychange', whenVisible)
  window.addEventListener('pageshow', listener)
  window.addEventListener('online', listener)
  // From one network to another: the sockets of the first are dead, and no browser says so.
  const { connection: network } = navigator
  let type = network?.type
  const whenOther = () => {
    if (network?.type !== type) {
      type = network?.type
      listener()
    }
  }
  network?.addEventListener('change', whenOther)
  return () => {
    document.removeEventListener('visibilitychange', whenVisible)
    window.removeEventListener('pageshow', listener)
    window.removeEventListener('online', listener)
    network?.removeEventListener('change', whenOther)
  }
}

/** Calls back when the browser reports that there is no network. Returns the function that stops it. */
function onOffline(listener: () => void): () => void {
  window.addEventListener('offline', listener)
  return () => window.removeEventListener('offline', listener)
}
