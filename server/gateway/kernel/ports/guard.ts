import type { BROWSER_PROOF_HEADER } from '#shared/browserProof.ts'
import { HomeportError } from '#shared/errors.ts'
import type { Credential, Identity } from '../identity.ts'

/** What the headers of a request prove. */
export type Identification =
  | { readonly kind: 'none' }
  /** The cookie of a browser whose pages sign, without a signature: proves nothing until `prove` gets one of `challenge`. */
  | { readonly kind: 'half'; readonly prove: (proof: string) => Promise<Identity>; readonly challenge: string }
  | { readonly kind: 'refused'; readonly error: HomeportError; readonly by: 'cookie' | 'bearer' }
  | {
      readonly kind: 'proven'
      readonly identity: Identity
      readonly by: 'cookie' | 'bearer'
      /** The cookie to be set again, because its end was moved. */
      readonly renewed_cookie: RenewedCookie | null
    }

export interface RenewedCookie {
  readonly value: string
  readonly lasts_ms: number
  /** It came under its old name, which ends when the browser gets the new one. */
  readonly forgetOld: () => void
}

/** Where a request came in. */
export interface RequestSource {
  readonly address: string | null
  /** Over TLS. */
  readonly isSecure: boolean
}

export interface CredentialHeaders {
  readonly authorization?: string | undefined
  readonly cookie?: string | undefined
  /** Checked to be one of ours. */
  readonly host?: string | undefined
  readonly [BROWSER_PROOF_HEADER]?: string | string[] | undefined
}

/** Turns credentials into identities. Nothing else reads them. Role and allow-list are looked up each time. */
export interface Guard {
  /** A bearer token wins over a cookie. Never throws. */
  identify(headers: CredentialHeaders, from: RequestSource): Promise<Identification>
  /**
   * @throws HomeportError AUTH_002 when it is over, AUTH_003 when it is none of ours (or was revoked), AUTH_004 when
   * its account is not on the allow-list any more.
   */
  identifyToken(token: string, address: string | null): Promise<Identity>
  /** Who has it now; null when what was opened with it must end. Prolongs nothing. */
  recheck(credential: Credential): Identity | null
}

/** A cookie that lacks its other half. */
export function notSigned(): HomeportError {
  return new HomeportError(
    'AUTH_003',
    'The cookie came without a valid signature of the page that signed in. Reload the page, or open a new sign-in link.',
    { details: { reason: 'not_signed' } },
  )
}
