import type { Clock } from '#server/platform/clock.ts'
import { type ServingCertificate, readCertificate } from './certificate.ts'
import { type CertificateFiles, readCertificateFiles, watchCertificateFiles } from './files/certificateFiles.ts'
import type { CertificateIssuer } from './certificateIssuer.ts'
import type { CertificateCoverage, CertificateSource } from './certificateSource.ts'
import { openFetchedSource } from './fetched/fetchedSource.ts'
import type { Fetching } from './fetched/fetching.ts'
import type { OwnCa } from './ownCa/ownCa.ts'

/** An own certificate is made anew when less than this is left of it: long before anybody would be warned. */
const RENEW_BEFORE_MS = 30 * 24 * 3600 * 1000

/** Who makes it: our own authority, the owner's files, or an issuer elsewhere. */
export type CertificateOrigin =
  | { readonly kind: 'own_ca' }
  | { readonly kind: 'files'; readonly files: CertificateFiles }
  | { readonly kind: 'fetched'; readonly issuer: CertificateIssuer; readonly requestedBy: 'owner' | 'timer' }

export interface CertificateSourceDeps {
  readonly clock: Clock
  readonly ownCa: OwnCa
  readonly fetching: Fetching
  /** Gives up waiting for the first certificate. */
  readonly signal: AbortSignal
}

/** @throws HomeportError CERT_001 when there is no usable certificate. */
export async function openCertificateSource(
  deps: CertificateSourceDeps,
  origin: CertificateOrigin,
  coverage: CertificateCoverage,
): Promise<CertificateSource> {
  switch (origin.kind) {
    case 'own_ca':
      return openOwn(deps, coverage)
    case 'files':
      return openFiles(origin.files)
    case 'fetched':
      return openFetchedSource({
        clock: deps.clock,
        fetching: deps.fetching,
        signal: deps.signal,
        issuer: origin.issuer,
        requestedBy: origin.requestedBy,
      })
  }
}

type OnChanged = (certificate: ServingCertificate) => void
const nobody: OnChanged = () => {}

function openFiles(files: CertificateFiles): CertificateSource {
  let pair = readCertificateFiles(files)
  let onChanged = nobody
  const stop = watchCertificateFiles(files, (next) => {
    if (next.cert !== pair.cert || next.key !== pair.key) {
      pair = next
      onChanged(next)
    }
  })
  return {
    kind: 'files',
    current: () => pair,
    caCertificate: () => null,
    renewsAt: () => null,
    problem: () => null,
    order: () => null,
    onChange: (listener) => {
      onChanged = listener
    },
    refresh: async () => {},
    close: stop,
  }
}

async function openOwn(
  deps: Pick<CertificateSourceDeps, 'clock' | 'ownCa'>,
  coverage: CertificateCoverage,
): Promise<CertificateSource> {
  const { clock, ownCa } = deps
  const ca = await ownCa.prepare(coverage.constraints, coverage.hosts)
  let hosts = coverage.hosts
  let leaf = await ownCa.issue(hosts)
  let onChanged = nobody

  const isFresh = (required: readonly string[]): boolean =>
    readCertificate(leaf.cert).not_after - clock.now() > RENEW_BEFORE_MS &&
    required.length === hosts.length &&
    required.every((host) => hosts.includes(host))

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
    order: () => null,
    onChange: (listener) => {
      onChanged = listener
    },
    refresh: async (next) => {
      if (!isFresh(next.hosts)) {
        leaf = await ownCa.issue(next.hosts)
        hosts = next.hosts
        onChanged(leaf)
      }
    },
    close: () => {},
  }
}
