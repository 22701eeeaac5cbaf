import { X509Certificate, createPrivateKey } from 'node:crypto'
import { createSecureContext } from 'node:tls'
import { HomeportError } from '#shared/errors.ts'

/** What a TLS listener shows, and proves that it owns. */
export interface ServingCertificate {
  /** PEM; further certificates of its chain after it. */
  readonly cert: string
  /** PEM. Never leaves this process. */
  readonly key: string
}

/** The facts of a certificate. Times are milliseconds since 1970. */
export interface CertificateFacts {
  readonly names: readonly string[]
  readonly not_before: number
  readonly not_after: number
  /** SHA-256, as browsers show it: `AB:CD:…`. */
  readonly fingerprint: string
}

/** From then on the owner is warned that a certificate ends. */
export const WARN_BEFORE_MS = 14 * 24 * 3600 * 1000

/** Reads the first certificate of a PEM text. @throws Error of `node:crypto` when it is none. */
export function readCertificate(pem: string): CertificateFacts {
  const certificate = new X509Certificate(pem)
  return {
    names: subjectAltNames(certificate.subjectAltName ?? ''),
    not_before: certificate.validFromDate.getTime(),
    not_after: certificate.validToDate.getTime(),
    fingerprint: certificate.fingerprint256,
  }
}

/** In words for the owner, when a certificate is over or ends soon; null while it lasts. */
export function expiryWarning(notAfter: number, now: number): string | null {
  if (notAfter <= now) {
    return `The certificate ended on ${day(notAfter)}: browsers refuse the connection until it is replaced.`
  }
  return notAfter - now <= WARN_BEFORE_MS ? `The certificate ends on ${day(notAfter)}; replace it before.` : null
}

/** @throws HomeportError CERT_001 when the two do not belong together, or are none. */
export function assertPair(pair: ServingCertificate, source: string): void {
  try {
    const certificate = new X509Certificate(pair.cert)
    if (certificate.checkPrivateKey(createPrivateKey(pair.key))) {
      // Also refuses what TLS itself would: keys that are too short, broken chains.
      createSecureContext(pair)
      return
    }
  } catch (cause) {
    throw new HomeportError('CERT_001', `${source} cannot be read as a certificate and its key (PEM).`, { cause })
  }
  throw new HomeportError('CERT_001', `${source}: the key does not belong to the certificate.`)
}

/** `DNS:a, IP Address:1.2.3.4` → `a`, `1.2.3.4`. */
function subjectAltNames(text: string): string[] {
  return text.split(', ').flatMap((part) => /^(?:DNS|IP Address):"?([^"]+)"?$/.exec(part)?.[1] ?? [])
}

function day(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10)
}
