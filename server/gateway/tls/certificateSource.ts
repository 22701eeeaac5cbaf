import type { CertificateKind, CertificateOrder } from '#shared/operations/remote.ts'
import type { ServingCertificate } from './certificate.ts'
import type { NameConstraints } from './ownCa/nameConstraints.ts'

/** What a certificate must be good for. */
export interface CertificateCoverage {
  readonly hosts: readonly string[]
  readonly constraints: NameConstraints
}

/** Where the listener's certificate comes from, and stays fresh. */
export interface CertificateSource {
  readonly kind: CertificateKind
  current(): ServingCertificate
  /** What devices must trust; null when the owner's own files are used. */
  caCertificate(): string | null
  /** When the present one will be renewed, in milliseconds since 1970; null: not by us. */
  renewsAt(): number | null
  /** What the owner should know beside the expiry. */
  problem(): string | null
  /** What goes on, or went wrong, fetching the next one; null: neither. */
  order(): CertificateOrder | null
  /** Called with every later certificate; one listener. */
  onChange(listener: (certificate: ServingCertificate) => void): void
  /** Renews what ends soon or lacks a name. */
  refresh(coverage: CertificateCoverage): Promise<void>
  close(): void
}
