import { isIP } from 'node:net'
import * as z from 'zod'
import { HostName, RemoteChoice } from '#shared/operations/remote.ts'
import { absolutePath, list, whole, word, yesNo } from './settingKinds.ts'

/** They open the machine to others: only somebody at it may change them. */
const row = { effect: 'now', changeableBy: 'local', group: 'remote' } as const
const certificate = { ...row, group: 'certificate' } as const

/** Let's Encrypt, for real certificates. */
const LETS_ENCRYPT = 'https://acme-v02.api.letsencrypt.org/directory'

/** The rows of remote access in the table of settings. */
export const remoteSettings = {
  'remote.enabled': {
    ...row,
    label: 'Let other devices connect',
    type: yesNo,
    initial: false,
    about: 'Whether other devices may connect. "homeport remote on" and "off" write it.',
  },
  'remote.bind': {
    ...row,
    label: 'Address to listen on',
    type: z.string('must be an address').refine((text) => isIP(text) !== 0, { error: 'must be an IP address' }),
    initial: '0.0.0.0',
    about: 'The address that remote access listens on; 0.0.0.0: all of IPv4, "::": all.',
  },
  'remote.port': {
    ...row,
    label: 'Port',
    type: whole({ from: 0, to: 65_535 }),
    initial: null,
    about: 'Its port; 0: any free one. Unset: 4443, or the next free one.',
  },
  'remote.public_port': {
    ...row,
    label: 'Port that devices use',
    type: whole({ from: 1, to: 65_535 }),
    initial: null,
    about: 'The port that devices use, where a router or a proxy passes it on to this machine. Unset: the same.',
  },
  'remote.names': {
    ...row,
    label: 'Names of this machine',
    type: list(HostName),
    initial: [] as string[],
    about: 'Host names that lead to this machine. Unset: its own name and addresses.',
  },
  'remote.trusted_proxies': {
    ...row,
    label: 'Trusted proxies',
    type: list(
      z
        .string('must be text')
        .refine(isAddressOrNetwork, { error: 'must hold IP addresses and networks like 10.0.0.0/8' }),
    ),
    initial: [] as string[],
    about: 'Reverse proxies before remote access, by address or network: their X-Forwarded-For and -Proto are trusted.',
  },
  'remote.certificate.kind': {
    ...certificate,
    label: 'Source of the certificate',
    type: word(['own_ca', 'files', 'acme', 'tailscale'], 'must be own_ca, files, acme or tailscale'),
    initial: 'own_ca',
    about: 'Where its certificate comes from.',
  },
  'remote.certificate.cert_file': {
    ...certificate,
    label: 'Certificate file',
    type: absolutePath,
    initial: null,
    about: 'files: the certificate with its chain, PEM. Replaced files are taken up by themselves.',
  },
  'remote.certificate.key_file': {
    ...certificate,
    label: 'Key file',
    type: absolutePath,
    initial: null,
    about: 'files: its key, PEM.',
  },
  'remote.certificate.challenge': {
    ...certificate,
    label: 'Proof for the authority',
    type: word(['http', 'tls_alpn', 'dns'], 'must be http, tls_alpn or dns'),
    initial: 'http',
    about: 'acme: how the authority is shown that the names lead here: over port 80, over port 443, or in the DNS.',
  },
  'remote.certificate.email': {
    ...certificate,
    label: 'E-mail for the authority',
    type: z.email('must be an e-mail address'),
    initial: null,
    about: 'acme: where the authority can reach you.',
  },
  'remote.certificate.terms_agreed': {
    ...certificate,
    label: 'Terms of service agreed',
    type: yesNo,
    initial: false,
    about: 'acme: that you have read the authority’s terms of service and agree to them.',
  },
  'remote.certificate.directory_url': {
    ...certificate,
    label: 'Address of the authority',
    type: RemoteChoice.shape.directory_url,
    initial: LETS_ENCRYPT,
    about: 'acme: the authority. Unset: Let’s Encrypt.',
  },
  'remote.certificate.ca_file': {
    ...certificate,
    label: 'Root of the authority',
    type: absolutePath,
    initial: null,
    about: 'acme: what signs the web address of an authority of your own, PEM.',
  },
  'remote.certificate.http_port': {
    ...certificate,
    label: 'Port for the proof',
    type: whole({ from: 1, to: 65_535 }),
    initial: 80,
    about:
      'acme: where the challenge http is answered, while it lasts. Port 80, as the internet sees it, must lead there.',
  },
  'remote.certificate.dns_hook': {
    ...certificate,
    label: 'Program for the DNS proof',
    type: absolutePath,
    initial: null,
    about: 'acme: the program for the challenge dns, run as HOOK set NAME VALUE, later HOOK remove NAME VALUE.',
  },
} as const

/** Whether it is an IP address, or a network like `192.168.1.0/24`. */
function isAddressOrNetwork(text: string): boolean {
  const [address = '', prefix, ...more] = text.split('/')
  const family = isIP(address)
  const widest = family === 4 ? 32 : 128
  const isPrefix = prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= widest)
  return family !== 0 && !address.includes('%') && isPrefix && more.length === 0
}
