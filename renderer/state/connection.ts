import { createConnection, type Connection } from '#renderer/connection/connection.ts'
import type { LinkState } from '#renderer/connection/linkState.ts'
import { signIn, takeBrought } from '#renderer/connection/signIn.ts'
import { browserSocket } from '#renderer/connection/socket.ts'
import { onWake } from '#renderer/connection/wake.ts'
import { signInProblemWords } from '#renderer/words/signInProblems.ts'
import { toldScopes } from './may.ts'
import { say, sentenceOf } from './says.ts'
import { createStore } from './store.ts'
import { sawVersion } from './serverVersion.ts'

/** The socket's state. */
export const link = createStore<LinkState>({ kind: 'connecting' })

/** Why the last sign-in did not work, for the "not signed in" page; null when none was tried or it worked. */
export const signInProblem = createStore<string | null>(null)

/** The page's one connection. */
export const connection: Connection = createConnection({
  open: browserSocket,
  onWake,
  isOnline: () => navigator.onLine,
  random: Math.random,
  now: Date.now,
  onState: link.set,
  onWelcome: ({ version, scopes }) => {
    sawVersion(version)
    toldScopes(scopes)
  },
})

/**
 * Signs in if the address carries a secret, then opens the socket. An old cookie may still be good where the secret
 * is not: only the socket tells.
 */
export async function openConnection(): Promise<void> {
  const brought = takeBrought(location, history)
  const outcome = await signIn(brought)
  const refusal = outcome.kind === 'refused' ? outcome.message : null
  signInProblem.set(refusal ?? (brought.problem === null ? null : signInProblemWords(brought.problem)))
  connection.start()
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
    say(sentenceOf(error))
  }
}
