import type { BROWSER_PROOF_HEADER } from '#shared/browserProof.ts'
import type { HomeportError } from '#shared/errors.ts'
import type { Identity } from './identity.ts'

/** What the headers of a request prove. */
export type Identification =
  | { readonly kind: 'none' }
  /** The cookie of a browser whose pages sign, without a signature: proves nothing until `prove` gets one. */
  | { readonly kind: 'half'; readonly prove: (proof: string) => Promise<Identity> }
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
  /** It came under its old name, which is over once this is told to the browser. */
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
