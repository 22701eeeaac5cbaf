import type { CertificateKind } from '#shared/operations/remote.ts'
import type { Clock } from '#server/platform/clock.ts'
import { type ServingCertificate, readCertificate } from './certificate.ts'
import { type CertificateFiles, readCertificateFiles, watchCertificateFiles } from './certificateFiles.ts'
import type { NameConstraints } from './nameConstraints.ts'
import type { OwnCa } from './ownCa.ts'

/** An own certificate is made anew when less than this is left of it: long before anybody would be warned. */
const RENEW_BEFORE_MS = 30 * 24 * 3600 * 1000

/** What a certificate must be good for. */
export interface CertificatePlaces {
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
  /** Told of every later certificate; one listener. */
  onChange(listener: (certificate: ServingCertificate) => void): void
  /** Renews what ends soon or lacks a name. */
  refresh(places: CertificatePlaces): Promise<void>
  close(): void
}

export interface CertificateSourceDeps {
  readonly clock: Clock
  readonly ownCa: OwnCa
  /** null: the own authority. */
  readonly files: CertificateFiles | null
}

/** @throws HomeportError SETTINGS_001 when the files or the vault cannot be used. */
export async function openCertificateSource(
  deps: CertificateSourceDeps,
  places: CertificatePlaces,
): Promise<CertificateSource> {
  return deps.files === null ? openOwn(deps, places) : openFiles(deps.files)
}

type Told = (certificate: ServingCertificate) => void
const nobody: Told = () => {}

function openFiles(files: CertificateFiles): CertificateSource {
  let pair = readCertificateFiles(files)
  let tell = nobody
  const stop = watchCertificateFiles(files, (next) => {
    if (next.cert !== pair.cert || next.key !== pair.key) {
      pair = next
      tell(next)
    }
  })
  return {
    kind: 'files',
    current: () => pair,
    caCertificate: () => null,
    renewsAt: () => null,
    problem: () => null,
    onChange: (listener) => {
      tell = listener
    },
    refresh: async () => {},
    close: stop,
  }
}

async function openOwn(deps: CertificateSourceDeps, places: CertificatePlaces): Promise<CertificateSource> {
  const { clock, ownCa } = deps
  const ca = await ownCa.prepare(places.constraints, places.hosts)
  let hosts = places.hosts
  let leaf = await ownCa.issue(hosts)
  let tell = nobody

  const isFresh = (wanted: readonly string[]): boolean =>
    readCertificate(leaf.cert).not_after - clock.now() > RENEW_BEFORE_MS &&
    wanted.length === hosts.length &&
    wanted.every((host) => hosts.includes(host))

  return {
    kind: 'own_ca',
    current: () => leaf,
    caCertificate: () => ca,
    renewsAt: () => readCertificate(leaf.cert).not_after - RENEW_BEFORE_MS,
    problem: () =>
      leaf.left_out.length === 0
        ? null
        : `The certificate does not cover ${leaf.left_out.join(', ')}: this machine got there later. ` +
          'Switch remote access on again for a new one, and trust that on your devices.',
    onChange: (listener) => {
      tell = listener
    },
    refresh: async (next) => {
      if (!isFresh(next.hosts)) {
        leaf = await ownCa.issue(next.hosts)
        hosts = next.hosts
        tell(leaf)
      }
    },
    close: () => {},
  }
}
