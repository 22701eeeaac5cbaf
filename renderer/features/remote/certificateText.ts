import type { CertificateKind } from '#shared/operations/remote.ts'

/** The names of the certificate kinds. */
export const certificateNames: Readonly<Record<CertificateKind, string>> = {
  own_ca: 'The workstation’s own authority',
  acme: 'Let’s Encrypt, or another ACME authority',
  tailscale: 'Tailscale',
  files: 'Your own files',
}

/** The requirements and limits of each kind. */
export const certificateMeans: Readonly<Record<CertificateKind, string>> = {
  own_ca: 'Needs nothing. Every device warns until you install its certificate there once.',
  acme: 'Every browser trusts it at once. Needs a name of your own that leads here, and a way for the authority to see that.',
  tailscale:
    'Every browser on the devices of your Tailscale trusts it at once. Needs Tailscale with HTTPS on, on both ends.',
  files:
    'What works depends on who signed it: from a known authority everything, else devices warn. You renew it; new files are taken up by themselves.',
}
