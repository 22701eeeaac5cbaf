import { HomeportError } from '#shared/errors.ts'
import { operations } from '#shared/operations/table.ts'
import { requestHttp } from './http.ts'

export type SignInOutcome =
  | { readonly kind: 'none' }
  | { readonly kind: 'signed_in' }
  /** `message` says why and what to do. */
  | { readonly kind: 'refused'; readonly message: string }

/** Takes the one-time secret out of a sign-in link, and the link's fragment out of the address bar and its history. */
export function takeSecret(location: Pick<Location, 'hash' | 'pathname' | 'search'>, history: History): string | null {
  const secret = new URLSearchParams(location.hash.slice(1)).get('secret')
  if (secret !== null) {
    history.replaceState(null, '', `${location.pathname}${location.search}`)
  }
  return secret
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
