import type { ServingCertificate } from './certificate.ts'

/** What issues certificates for this machine. */
export interface CertificateIssuer {
  readonly kind: 'acme' | 'tailscale'
  /** Identifies the order: the same text for the same issuer and names. */
  readonly orderKey: string
  /**
   * Orders one. `report` is called with each step, in a sentence for the owner.
   * @throws HomeportError CERT_001, PORT_001 or SETTINGS_001: what went wrong, and what to do.
   */
  fetch(deps: FetchDeps): Promise<ServingCertificate>
}

export interface FetchDeps {
  readonly report: (step: string) => void
  readonly signal: AbortSignal
}
