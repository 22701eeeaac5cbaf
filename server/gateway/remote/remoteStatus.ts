import type { RemoteCertificate, RemoteStatus } from '#shared/operations/remote.ts'
import { CA_PATH } from '../http/caDownload.ts'
import { expiryWarning, readCertificate } from '../tls/certificate.ts'
import { whatWorks } from '../tls/whatWorks.ts'
import type { CertificateSource } from '../tls/certificateSource.ts'
import { type RemoteHosts, remoteUrl } from './hosts.ts'
import type { RemoteListener } from './listener.ts'
import type { RemoteConfig } from './remoteConfig.ts'

/** failed: switched on, but cannot be opened now. */
export type DoorState =
  | { readonly kind: 'off' }
  | { readonly kind: 'failed'; readonly config: RemoteConfig; readonly problem: string }
  | OpenDoor

export interface OpenDoor {
  readonly kind: 'open'
  readonly config: RemoteConfig
  readonly listener: RemoteListener
  readonly source: CertificateSource
  readonly places: RemoteHosts
}

const off: RemoteStatus = {
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
}

/** The door as its owner sees it. `caFile`: where the certificate of an own authority lies. */
export function remoteStatus(state: DoorState, facts: { readonly caFile: string; readonly now: number }): RemoteStatus {
  switch (state.kind) {
    case 'off':
      return off
    case 'failed': {
      const { bind, port } = state.config
      return { ...off, enabled: true, bind, port, problem: state.problem }
    }
    case 'open': {
      const url = urlOf(state)
      const hasCa = state.source.caCertificate() !== null
      return {
        enabled: true,
        remote_url: url,
        bind: state.config.bind,
        port: state.listener.port,
        hosts: [...state.places.hosts],
        certificate: certificateStatus(state.source, facts.now),
        order: null,
        ca_path: hasCa ? facts.caFile : null,
        ca_url: hasCa && url !== null ? `${url}${CA_PATH}` : null,
        problem: null,
      }
    }
  }
}

/** null: it has no name at all (every interface is down). */
export function urlOf({ places, listener }: OpenDoor): string | null {
  const [first] = places.hosts
  return first === undefined ? null : remoteUrl(first, listener.port)
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
    works: whatWorks(source.kind, cert),
    warning: expiryWarning(not_after, now) ?? source.problem(),
  }
}
