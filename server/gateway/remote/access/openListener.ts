import type { Clock } from '#server/platform/clock.ts'
import type { Vault } from '#server/platform/vault/vault.ts'
import { createAcmeIssuer } from '../../tls/acme/acmeIssuer.ts'
import type { AlpnChallengeBoard } from '../../tls/acme/alpnAnswers.ts'
import type { CertificateIssuer } from '../../tls/certificateIssuer.ts'
import { type CertificateOrigin, openCertificateSource } from '../../tls/openCertificateSource.ts'
import type { Fetching } from '../../tls/fetched/fetching.ts'
import type { OwnCa } from '../../tls/ownCa/ownCa.ts'
import type { Tailscale } from '../../tls/tailscale/tailscale.ts'
import { type Machine, remoteHosts } from '../config/hosts.ts'
import { type RemoteApp, listenRemotely } from '../listener/listener.ts'
import { type RemoteConfig, filesOf } from '../config/remoteConfig.ts'
import type { OpenListener } from '../config/remoteStatus.ts'

export interface RemoteListenerParts {
  readonly clock: Clock
  readonly vault: Vault
  readonly ownCa: OwnCa
  readonly fetching: Fetching
  readonly alpn: AlpnChallengeBoard
  readonly tailscale: Tailscale
  readonly machine: () => Machine
}

export interface Opening {
  readonly config: RemoteConfig & { readonly port: number }
  readonly app: RemoteApp
  /** owner: a certificate is fetched at once · timer: not before its next try is due. */
  readonly requestedBy: 'owner' | 'timer'
  readonly signal: AbortSignal
  /** Our own address for a `Host` header; null: not ours. */
  readonly locate: (host: string) => string | null
  /** Called with the issuer of the certificate, before that may take long. */
  readonly onIssuer: (issuer: CertificateIssuer) => void
}

/**
 * Listens, then gets a certificate: an authority may have to check the port before it issues one. Nobody else is
 * answered until it is there.
 * @throws HomeportError PORT_001, CERT_001 or SETTINGS_001 saying what is in the way; nothing listens then.
 */
export async function openRemoteListener(parts: RemoteListenerParts, opening: Opening): Promise<OpenListener> {
  const { config, app, locate, signal } = opening
  const { clock, ownCa, fetching } = parts
  const { bind, port } = config
  const names = config.certificate === 'tailscale' ? [await parts.tailscale.name(), ...config.names] : config.names
  signal.throwIfAborted()
  const coverage = remoteHosts({ bind, names }, parts.machine())
  const listener = await listenRemotely({ bind, port, certificate: null, app, locate, challenges: parts.alpn })
  try {
    const found = { ...config, port: listener.port }
    const origin = originOf(parts, found, { names, requestedBy: opening.requestedBy })
    if (origin.kind === 'fetched') {
      opening.onIssuer(origin.issuer)
    }
    const source = await openCertificateSource({ clock, ownCa, fetching, signal }, origin, coverage)
    listener.swap(source.current())
    source.onChange((certificate) => listener.swap(certificate))
    return { kind: 'open', config: found, listener, source, coverage, names }
  } catch (error) {
    await listener.close()
    throw error
  }
}

/** @throws HomeportError SETTINGS_001 when files are wanted and not named. */
function originOf(
  parts: RemoteListenerParts,
  config: RemoteConfig & { readonly port: number },
  { names, requestedBy }: { readonly names: readonly string[]; readonly requestedBy: Opening['requestedBy'] },
): CertificateOrigin {
  switch (config.certificate) {
    case 'own_ca':
      return { kind: 'own_ca' }
    case 'files':
      return { kind: 'files', files: filesOf(config) }
    case 'acme':
      return { kind: 'fetched', requestedBy, issuer: createAcmeIssuer(config, parts) }
    case 'tailscale':
      return { kind: 'fetched', requestedBy, issuer: parts.tailscale.issuer(names[0] ?? '') }
  }
}
