import type { ServingCertificate } from './certificate.ts'

/** Somebody who makes certificates for this machine when asked. */
export interface CertificateIssuer {
  readonly kind: 'acme' | 'tailscale'
  /** What is asked of whom: the same text for the same order. */
  readonly wanted: string
  /**
   * Asks for one. `say` is told each step in a sentence for the owner.
   * @throws HomeportError CERT_001, PORT_001 or SETTINGS_001: what went wrong, and what to do.
   */
  fetch(deps: FetchDeps): Promise<ServingCertificate>
}

export interface FetchDeps {
  readonly say: (step: string) => void
  readonly signal: AbortSignal
}
