import { HomeportError } from '#shared/errors.ts'
import type { ResultOf } from '#shared/operations/table.ts'
import { publicBrowserKey } from '#renderer/connection/early/browserKey.ts'
import { connection, signInCode, signInProblem } from '#renderer/state/workstation/connection.ts'
import { enterAs } from '#renderer/state/workstation/person.ts'
import { errorMessage } from '#renderer/state/toasts.ts'
import { createStore, type Store } from '#renderer/state/store.ts'

type Offer = NonNullable<ResultOf<'auth.methods'>['github']>

export type GithubSignIn =
  /** Whether it is set up is not known yet. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'absent' }
  | { readonly kind: 'offered'; readonly offer: Offer }
  /** The person has to type `user_code` in at GitHub. */
  | { readonly kind: 'waiting'; readonly offer: Offer; readonly user_code: string; readonly verification_uri: string }

/** Temporary failures: polling continues. */
const passing: ReadonlySet<string> = new Set(['AUTH_007', 'RATE_001', 'INTERNAL_001'])

const state = createStore<GithubSignIn>({ kind: 'unknown' })
let attempt = 0

/** The state of this browser's sign-in with GitHub. */
export const githubSignIn: Store<GithubSignIn> = state

/** Asks the workstation whether sign-in with GitHub is set up. Returns a function that ends a sign-in under way. */
export function offerGithub(): () => void {
  void ask()
  return () => {
    attempt += 1
    state.set({ kind: 'unknown' })
  }
}

/** Requests a code and polls until it was typed in; once signed in, the page continues by itself. */
export async function beginWithCode(offer: Offer): Promise<void> {
  attempt += 1
  const mine = attempt
  signInProblem.set(null)
  signInCode.set(null)
  try {
    const begun = await connection.client.call('auth.github_device', {})
    const { user_code, verification_uri } = begun
    if (mine === attempt) {
      state.set({ kind: 'waiting', offer, user_code, verification_uri })
      pollLater(begun.device_code, begun.interval, mine)
    }
  } catch (error) {
    fail(error, offer)
  }
}

async function ask(): Promise<void> {
  try {
    const { github } = await connection.client.call('auth.methods', {})
    state.set(github === null ? { kind: 'absent' } : { kind: 'offered', offer: github })
  } catch {
    // A sign-in link still works; "Try again" asks again.
    state.set({ kind: 'unknown' })
  }
}

function pollLater(code: string, seconds: number, mine: number): void {
  setTimeout(() => void poll(code, seconds, mine), seconds * 1000)
}

async function poll(code: string, seconds: number, mine: number): Promise<void> {
  const now = state.get()
  if (mine !== attempt || now.kind !== 'waiting') {
    return
  }
  try {
    const reply = await connection.client.call('auth.github_device_poll', {
      device_code: code,
      browser_key: await publicBrowserKey(),
    })
    if (mine !== attempt) {
      return
    }
    if (reply.status === 'pending') {
      pollLater(code, reply.interval, mine)
    } else if (enterAs(reply.user.id)) {
      connection.start()
    }
  } catch (error) {
    if (mine === attempt && error instanceof HomeportError && passing.has(error.code)) {
      pollLater(code, seconds * 2, mine)
    } else if (mine === attempt) {
      fail(error, now.offer)
    }
  }
}

function fail(error: unknown, offer: Offer): void {
  signInProblem.set(errorMessage(error))
  state.set({ kind: 'offered', offer })
}
