import { HomeportError } from '#shared/errors.ts'
import { operations } from '#shared/operations/table.ts'
import { requestHttp } from './http.ts'

export type SignInOutcome =
  | { readonly kind: 'none' }
  | { readonly kind: 'signed_in' }
  /** `message` says why and what to do. */
  | { readonly kind: 'refused'; readonly message: string }

/** What the address brought: the secret of a sign-in link, or the code of a sign-in with GitHub that failed. */
export interface Brought {
  readonly secret: string | null
  readonly problem: string | null
}

/** Takes it, and the address's fragment out of the address bar and its history. */
export function takeBrought(location: Pick<Location, 'hash' | 'pathname' | 'search'>, history: History): Brought {
  const fragment = new URLSearchParams(location.hash.slice(1))
  const brought = { secret: fragment.get('secret'), problem: fragment.get('sign_in_problem') }
  if (brought.secret !== null || brought.problem !== null) {
    history.replaceState(null, '', `${location.pathname}${location.search}`)
  }
  return brought
}

/**
 * Trades the secret for the session cookie. The secret works once and for ten minutes; nothing of it is kept. The
 * access token in the answer is for programs and is dropped unread.
 */
export async function signIn(secret: string | null): Promise<SignInOutcome> {
  if (secret === null) {
    return { kind: 'none' }
  }
  try {
    await requestHttp(operations['auth.local'].http, { secret })
    return { kind: 'signed_in' }
  } catch (error) {
    const message = error instanceof HomeportError ? error.message : 'The sign-in link did not work.'
    return { kind: 'refused', message }
  }
}
