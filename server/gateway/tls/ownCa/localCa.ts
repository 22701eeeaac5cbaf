// oxlint-disable-next-line import/no-unassigned-import -- @peculiar/x509 finds its parts by what this adds to Reflect
import 'reflect-metadata'
import { webcrypto } from 'node:crypto'
import { isIP } from 'node:net'
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  Extension,
  GeneralName,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509'
import type { ServingCertificate } from '../certificate.ts'
import type { NameConstraints } from './nameConstraints.ts'

const DAY_MS = 24 * 3600 * 1000

/** People install it on every device by hand: seldom is kind. */
const CA_DAYS = 3650

/** Browsers refuse certificates of more than 398 days; a shorter one limits what a stolen key is worth. */
export const LEAF_DAYS = 90

/** Clocks of phones are not exact. */
const BACKDATED_MS = DAY_MS

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const

export interface NewCa {
  readonly commonName: string
  readonly constraints: NameConstraints
  readonly now: number
}

/** A fresh certificate authority that vouches for nothing but its constraints. */
export async function createCa({ commonName, constraints, now }: NewCa): Promise<ServingCertificate> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const certificate = await X509CertificateGenerator.create({
    subject: [{ CN: [commonName] }],
    issuer: [{ CN: [commonName] }],
    notBefore: new Date(now - BACKDATED_MS),
    notAfter: new Date(now + CA_DAYS * DAY_MS),
    signingAlgorithm: algorithm,
    publicKey: keys.publicKey,
    signingKey: keys.privateKey,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      nameConstraintsExtension(constraints),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  return { cert: certificate.toString('pem'), key: await exportKey(keys.privateKey) }
}

export interface NewLeaf {
  readonly ca: ServingCertificate
  /** Names and addresses. */
  readonly hosts: readonly string[]
  readonly now: number
}

/** A certificate for this machine, LEAF_DAYS long, with a key of its own. */
export async function issueLeaf({ ca, hosts, now }: NewLeaf): Promise<ServingCertificate> {
  const issuer = new X509Certificate(ca.cert)
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const certificate = await X509CertificateGenerator.create({
    // No host name: OpenSSL takes one here for a DNS name, and measures it by the constraints.
    subject: [{ CN: ['Homeport workstation'] }],
    issuer: issuer.subject,
    notBefore: new Date(now - BACKDATED_MS),
    notAfter: new Date(Math.min(now + LEAF_DAYS * DAY_MS, issuer.notAfter.getTime())),
    signingAlgorithm: algorithm,
    publicKey: keys.publicKey,
    signingKey: await importKey(ca.key),
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(
        hosts.map((host) => ({ type: isIP(host) === 0 ? 'dns' : 'ip', value: host }) as const),
      ),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      await AuthorityKeyIdentifierExtension.create(issuer),
    ],
  })
  return { cert: certificate.toString('pem'), key: await exportKey(keys.privateKey) }
}

async function exportKey(key: webcrypto.CryptoKey): Promise<string> {
  const bytes = await webcrypto.subtle.exportKey('pkcs8', key)
  const lines =
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return `-----BEGIN PRIVATE KEY-----\n${lines.join('\n')}\n-----END PRIVATE KEY-----\n`
}

async function importKey(pem: string): Promise<webcrypto.CryptoKey> {
  const bytes = Buffer.from(pem.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64')
  return webcrypto.subtle.importKey('pkcs8', bytes, algorithm, false, ['sign'])
}

const NAME_CONSTRAINTS = '2.5.29.30'
const SEQUENCE = 0x30
const PERMITTED = 0xa0

/** The critical extension; the library has no class for it. A kind that it does not name would be free. */
function nameConstraintsExtension({ names, networks }: NameConstraints): Extension {
  const subtrees = [
    ...names.map((name) => new GeneralName('dns', name)),
    ...networks.map((network) => new GeneralName('ip', network)),
  ].map((base) => der(SEQUENCE, Buffer.from(base.rawData)))
  return new Extension(NAME_CONSTRAINTS, true, der(SEQUENCE, der(PERMITTED, ...subtrees)))
}

/** One DER element of less than 64 KiB. */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  const { length } = content
  const header =
    length < 0x80 ? [tag, length] : length < 0x100 ? [tag, 0x81, length] : [tag, 0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from(header), content])
}
