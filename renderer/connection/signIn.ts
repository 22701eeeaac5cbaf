import { HomeportError } from '#shared/errors.ts'
import { operations } from '#shared/operations/table.ts'
import { publicBrowserKey } from './browserKey.ts'
import { requestHttp } from './http.ts'

export type SignInOutcome =
  | { readonly kind: 'none' }
  | { readonly kind: 'signed_in' }
  /** `message` says why and what to do. `isLost`: nobody answered, so the same may still work. */
  | { readonly kind: 'refused'; readonly message: string; readonly isLost: boolean }

/** What the address brought: the secret of a sign-in link, a ticket, or the code of a sign-in with GitHub that failed. */
export interface Brought {
  readonly secret: string | null
  /** What a browser comes back from GitHub with. */
  readonly ticket: string | null
  readonly problem: string | null
}

/** Takes it, and the address's fragment out of the address bar and its history. */
export function takeBrought(location: Pick<Location, 'hash' | 'pathname' | 'search'>, history: History): Brought {
  const fragment = new URLSearchParams(location.hash.slice(1))
  const brought = {
    secret: fragment.get('secret'),
    ticket: fragment.get('ticket'),
    problem: fragment.get('sign_in_problem'),
  }
  if (Object.values(brought).some((value) => value !== null)) {
    history.replaceState(null, '', `${location.pathname}${location.search}`)
  }
  return brought
}

/**
 * Trades the secret or the ticket for the session cookie, which is this page's alone by its key. Either works once and
 * for minutes; nothing of it is kept. The access token in the answer is for programs and is dropped unread.
 */
export async function signIn({ secret, ticket }: Brought): Promise<SignInOutcome> {
  if (secret === null && ticket === null) {
    return { kind: 'none' }
  }
  try {
    const browser_key = await publicBrowserKey()
    await (secret === null
      ? requestHttp(operations['auth.github_enter'].http, { ticket, browser_key }, 'unsigned')
      : requestHttp(operations['auth.local'].http, { secret, browser_key }, 'unsigned'))
    return { kind: 'signed_in' }
  } catch (error) {
    const message = error instanceof HomeportError ? error.message : 'The sign-in link did not work.'
    return { kind: 'refused', message, isLost: error instanceof HomeportError && error.code === 'INTERNAL_001' }
  }
}

/** What the server says by a code alone when a browser comes back from GitHub, in words. */
const words: Readonly<Record<string, string>> = {
  AUTH_001: 'That did not work: it was refused at GitHub, took longer than ten minutes, or began in another browser.',
  AUTH_004: 'This GitHub account may not enter here. The owner of the workstation can let it in.',
  AUTH_007: 'GitHub does not answer just now. Try again in a moment.',
  RATE_001: 'Too many attempts. Wait a minute, then try again.',
  SETTINGS_001: 'Sign-in by a click is not set up on the workstation. Use a code instead.',
}

/** The sentence for a code; also for one that this page does not know. */
export function signInProblemWords(code: string): string {
  return words[code] ?? 'The sign-in with GitHub did not work. Try again.'
}
