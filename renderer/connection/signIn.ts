import { HomeportError } from '#shared/errors.ts'
import { operations } from '#shared/operations/table.ts'
import { publicBrowserKey } from './browserKey.ts'
import { requestHttp } from './http.ts'

export type SignInOutcome =
  | { readonly kind: 'none' }
  | { readonly kind: 'signed_in' }
  /** `message` says why and what to do. `isLost`: the server did not answer, so the link can be tried again. */
  | { readonly kind: 'refused'; readonly message: string; readonly isLost: boolean }

/**
 * The sign-in parameters of an address: the secret of a link, a ticket, or the error code of a failed sign-in with
 * GitHub.
 */
export interface SignInParameters {
  readonly secret: string | null
  /** The ticket with which a browser returns from GitHub. */
  readonly ticket: string | null
  readonly problem: string | null
}

/** Reads them, and removes the fragment from the address bar and its history. */
export function takeSignInParameters(
  location: Pick<Location, 'hash' | 'pathname' | 'search'>,
  history: History,
): SignInParameters {
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
 * Exchanges the secret or the ticket for the session cookie, which is bound to this browser's key. Either works once
 * and for minutes; neither is stored. The access token in the response is for programs and is ignored.
 */
export async function signIn({ secret, ticket }: SignInParameters): Promise<SignInOutcome> {
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

/** The texts for the error codes with which a browser returns from GitHub. */
const texts: Readonly<Record<string, string>> = {
  AUTH_001: 'That did not work: it was refused at GitHub, took longer than ten minutes, or began in another browser.',
  AUTH_004: 'This GitHub account may not enter here. The owner of the workstation can let it in.',
  AUTH_007: 'GitHub does not answer just now. Try again in a moment.',
  RATE_001: 'Too many attempts. Wait a minute, then try again.',
  SETTINGS_001: 'Sign-in by a click is not set up on the workstation. Use a code instead.',
}

/** The text for a code; a general one for unknown codes. */
export function signInProblemText(code: string): string {
  return texts[code] ?? 'The sign-in with GitHub did not work. Try again.'
}
