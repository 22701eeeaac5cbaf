import type { RemoteCertificate, RemoteChoice, RemoteStatus } from '#shared/operations/remote.ts'
import { CA_PATH } from './caDownload.ts'
import { expiryWarning, readCertificate } from '../../tls/certificate.ts'
import type { CertificateIssuer } from '../../tls/certificateIssuer.ts'
import type { CertificateSource } from '../../tls/certificateSource.ts'
import type { Fetching } from '../../tls/fetched/fetching.ts'
import { certificateSupport } from './certificateSupport.ts'
import { type RemoteHosts, remoteUrl } from './hosts.ts'
import type { TlsListener } from '../listener/listener.ts'
import type { FixedSetting, RemoteConfig } from './remoteConfig.ts'

/**
 * opening: switched on, and the certificate is not there yet · failed: switched on, but cannot be opened now.
 * `issuer`: who issues the certificate; null: nobody elsewhere, or it did not come that far.
 */
export type ListenerState =
  | { readonly kind: 'off' }
  | { readonly kind: 'opening'; readonly config: RemoteConfig; readonly issuer: CertificateIssuer | null }
  | {
      readonly kind: 'failed'
      readonly config: RemoteConfig
      readonly issuer: CertificateIssuer | null
      readonly problem: string
    }
  | OpenListener

export interface OpenListener {
  readonly kind: 'open'
  readonly config: RemoteConfig
  readonly listener: TlsListener
  readonly source: CertificateSource
  readonly coverage: RemoteHosts
  /** The chosen ones, and what Tailscale calls this machine. */
  readonly names: readonly string[]
}

export interface StatusFacts {
  /** Where the certificate of an own authority lies. */
  readonly caFile: string
  readonly now: number
  readonly fetching: Pick<Fetching, 'order'>
  readonly choice: RemoteChoice
  readonly fixed: readonly FixedSetting[]
}

/** The listener as its owner sees it. */
export function remoteStatus(state: ListenerState, facts: StatusFacts): RemoteStatus {
  const off = { ...nothing, choice: facts.choice, fixed: [...facts.fixed] }
  switch (state.kind) {
    case 'off':
      return off
    case 'opening':
    case 'failed': {
      const { bind, port } = state.config
      const order = state.issuer === null ? null : facts.fetching.order(state.issuer)
      return { ...off, enabled: true, bind, port, order, problem: state.kind === 'failed' ? state.problem : null }
    }
    case 'open':
      return { ...off, ...openStatus(state, facts) }
  }
}

/** null: it has no name at all (every interface is down). */
export function urlOf({ coverage, listener, config }: OpenListener): string | null {
  const [first] = coverage.hosts
  return first === undefined ? null : remoteUrl(first, config.public_port ?? listener.port)
}

export function certificateStatus(source: CertificateSource, now: number): RemoteCertificate {
  const { cert } = source.current()
  const { names, not_after, fingerprint } = readCertificate(cert)
  const renewsAt = source.renewsAt()
  return {
    kind: source.kind,
    names: [...names],
    expires_at: new Date(not_after).toISOString(),
    renews_at: renewsAt === null ? null : new Date(renewsAt).toISOString(),
    fingerprint,
    works: certificateSupport(source.kind, cert),
    warning: warningOf(source, { notAfter: not_after, now }),
  }
}

const nothing = {
  enabled: false,
  remote_url: null,
  bind: null,
  port: null,
  hosts: [],
  certificate: null,
  order: null,
  ca_path: null,
  ca_url: null,
  problem: null,
  visitor: null,
}

function openStatus(state: OpenListener, facts: StatusFacts): Partial<RemoteStatus> {
  const url = urlOf(state)
  const hasCa = state.source.caCertificate() !== null
  return {
    enabled: true,
    remote_url: url,
    bind: state.config.bind,
    port: state.listener.port,
    hosts: [...state.coverage.hosts],
    certificate: certificateStatus(state.source, facts.now),
    order: state.source.order(),
    ca_path: hasCa ? facts.caFile : null,
    ca_url: hasCa && url !== null ? `${url}${CA_PATH}` : null,
  }
}

/** One that is fetched again by itself needs the owner only when that fails: some live for six days from the start. */
function warningOf(source: CertificateSource, { notAfter, now }: { notAfter: number; now: number }): string | null {
  const expiry = expiryWarning(notAfter, now)
  const order = source.order()
  const failure = order?.state === 'failed' ? `Renewing it failed: ${order.text}` : null
  const isFetched = source.kind === 'acme' || source.kind === 'tailscale'
  const isOver = notAfter <= now
  if (expiry === null || (isFetched && failure === null && !isOver)) {
    return source.problem()
  }
  return failure === null ? expiry : `${expiry} ${failure}`
}
