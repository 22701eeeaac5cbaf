import { X509Certificate } from 'node:crypto'
import { rootCertificates } from 'node:tls'
import type { CertificateKind } from '#shared/operations/remote.ts'

/**
 * What devices can do with a certificate (PEM, its chain after it), honestly: whole sentences for its owner.
 */
export function certificateSupport(kind: CertificateKind, pem: string): string {
  if (kind === 'own_ca') {
    return (
      'No browser knows the authority of this workstation until you install its certificate on the device. Until ' +
      'then the page works only after a warning, and the installed app and notifications do not.'
    )
  }
  if (!isKnownToBrowsers(pem)) {
    return (
      'Its chain leads to no authority that browsers know. Devices that do not trust that authority warn first, and the ' +
      'installed app and notifications do not work there.'
    )
  }
  return kind === 'tailscale'
    ? 'Browsers know its authority: the devices of your tailnet open the page without a warning, and the installed app and notifications work.'
    : 'Browsers know its authority: devices open the page without a warning, and the installed app and notifications work.'
}

/** Whether the last link of the chain was made by an authority that Node, as Mozilla, trusts. */
function isKnownToBrowsers(pem: string): boolean {
  if (judged?.pem !== pem) {
    judged = { pem, isKnown: leadsToRoot(pem) }
  }
  return judged.isKnown
}

/** The status is queried often, and 150 roots are slow to read. */
let judged: { readonly pem: string; readonly isKnown: boolean } | undefined

function leadsToRoot(pem: string): boolean {
  const last = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g)?.at(-1)
  if (last === undefined) {
    return false
  }
  const end = new X509Certificate(last)
  return rootCertificates.some((text) => {
    const root = new X509Certificate(text)
    return end.fingerprint256 === root.fingerprint256 || (end.checkIssued(root) && end.verify(root.publicKey))
  })
}
