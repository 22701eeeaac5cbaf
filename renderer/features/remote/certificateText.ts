import type { CertificateKind } from '#shared/operations/remote.ts'
import * as words from './words.ts'

/** The names of the certificate kinds. */
export const certificateNames: Readonly<Record<CertificateKind, string>> = {
  own_ca: words.theWorkstationsOwnAuthority,
  acme: words.letsEncryptOrAnotherAcme,
  tailscale: words.tailscale,
  files: words.yourOwnFiles,
}

/** The requirements and limits of each kind. */
export const certificateMeans: Readonly<Record<CertificateKind, string>> = {
  own_ca: words.needsNothingEveryDeviceWarns,
  acme: words.everyBrowserTrustsItAt,
  tailscale: words.everyBrowserOnTheDevices,
  files: words.whatWorksDependsOnWho,
}
