import * as z from 'zod'
import { HomeportError } from '#shared/errors.ts'
import { publicBrowserKey } from './early/browserKey.ts'
import { takeEarlySocket } from './early/earlyConnection.ts'
import { requestHttp } from './http.ts'
import { allRows } from './operationRows.ts'
import * as words from './words.ts'

export type SignInOutcome =
  | { readonly kind: 'none' }
  /** `user_id`: who; null: the server does not say. */
  | { readonly kind: 'signed_in'; readonly user_id: string | null }
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
    const operations = await allRows()
    const browser_key = await publicBrowserKey()
    const entered = await (secret === null
      ? requestHttp(operations['auth.github_enter'].http, { ticket, browser_key }, 'unsigned')
      : requestHttp(operations['auth.local'].http, { secret, browser_key }, 'unsigned'))
    // With what this browser was signed in before: the link was pasted while the page was loading.
    takeEarlySocket()?.close()
    return { kind: 'signed_in', user_id: Entered.safeParse(entered).data?.user.id ?? null }
  } catch (error) {
    const message = error instanceof HomeportError ? error.message : words.theSignInLinkDid
    return { kind: 'refused', message, isLost: error instanceof HomeportError && error.code === 'INTERNAL_001' }
  }
}

const Entered = z.object({ user: z.object({ id: z.string() }) })
