import { hostname, networkInterfaces } from 'node:os'
import { Router } from 'express'
import type { HostLink } from '#server/link/link.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Disposables } from '#server/platform/disposables.ts'
import type { Paths } from '#server/platform/files/paths.ts'
import type { LiveSettings } from '#server/platform/settings/liveSettings.ts'
import type { Vault } from '#server/platform/vault/vault.ts'
import type { AuthModule } from '../auth/module.ts'
import type { Module } from '../kernel/module.ts'
import type { OpenSockets } from '../kernel/ports/openSockets.ts'
import { createAlpnChallengeBoard } from '../tls/acme/alpnAnswers.ts'
import { createFetchedStore } from '../tls/fetched/fetchedStore.ts'
import { createFetching } from '../tls/fetched/fetching.ts'
import { createOwnCa } from '../tls/ownCa/ownCa.ts'
import { type Tailscale, createTailscale } from '../tls/tailscale/tailscale.ts'
import { CA_PATH, PROFILE_PATH, caDownload, profileDownload } from './config/caDownload.ts'
import { createRemoteHandlers } from './handlers.ts'
import { ownAddresses } from './config/hosts.ts'
import { type RemoteAccess, createRemoteAccess } from './access/remoteAccess.ts'
import { remoteSettingsOf } from './config/remoteConfig.ts'
import { type Proofs, createProofs } from './selfTest/proofs.ts'
import { createUnservedRemote } from './access/unservedRemote.ts'
import { withVisitors } from './access/visitors.ts'

export interface RemoteModuleDeps {
  readonly clock: Clock
  readonly vault: Vault
  readonly settings: LiveSettings
  readonly paths: Pick<Paths, 'fetchedCertificate' | 'caCertificate'>
  /** unserved: what is said of remote access holds from the next start on. */
  readonly mode: 'served' | 'unserved'
  readonly sockets: Pick<OpenSockets, 'closeListener' | 'credentialsOf'>
  readonly auth: Pick<AuthModule, 'accounts' | 'githubSetup' | 'actors' | 'revoke' | 'takeRemoteCredentials'>
  /** The host that must hear of a panic; null: none runs, so no session does. */
  readonly hostInPanic: () => Promise<HostLink | null>
  readonly started: Pick<Disposables, 'add'>
}

export interface RemoteModule extends Module<keyof ReturnType<typeof createRemoteHandlers>> {
  readonly access: RemoteAccess
  readonly proofs: Proofs
  /** What a device that is to be paired must find; null while none can get here. */
  readonly pairingAddress: () => { readonly url: string; readonly fingerprint: string } | null
  readonly routers: () => readonly Router[]
}

/** Remote access of this machine, closed until `access.begin`. */
export function openRemote(deps: RemoteModuleDeps): RemoteModule {
  const { clock, sockets, auth, hostInPanic, started } = deps
  const { accounts, githubSetup, actors, revoke } = auth
  const tailscale = createTailscale(process.env)
  const access = deps.mode === 'served' ? createServedRemote(deps, tailscale) : createUnservedRemoteOf(deps)
  started.add(() => access.close())
  const proofs = createProofs()
  const takeRemoteCredentials = () => auth.takeRemoteCredentials(sockets.credentialsOf('remote'))
  const mayPair = () => deps.settings.current().pairing.allowed
  const panic = { link: hostInPanic, actors, takeRemoteCredentials, revoke }
  return {
    access,
    proofs,
    pairingAddress: () => {
      const { remote_url: url, certificate } = access.status()
      return url === null || certificate === null ? null : { url, fingerprint: certificate.fingerprint }
    },
    handlers: createRemoteHandlers({
      remote: access,
      panic,
      clock,
      proofs,
      tailscale,
      githubSetup,
      accounts,
      mayPair,
    }),
    routers: () => {
      const router = Router()
      router.get(
        CA_PATH,
        caDownload(() => access.caCertificate()),
      )
      router.get(
        PROFILE_PATH,
        profileDownload(() => access.caCertificate()),
      )
      return [router]
    },
  }
}

function createServedRemote(
  { clock, vault, settings, paths, sockets }: RemoteModuleDeps,
  tailscale: Tailscale,
): RemoteAccess {
  const remote = createRemoteAccess({
    clock,
    vault,
    settings: remoteSettingsOf(settings),
    ownCa: createOwnCa({ clock, vault, certificateFile: paths.caCertificate, machineName: hostname() }),
    fetching: createFetching({ clock, store: createFetchedStore({ file: paths.fetchedCertificate, vault }) }),
    alpn: createAlpnChallengeBoard(),
    tailscale,
    caFile: paths.caCertificate,
    machine: () => ({ hostname: hostname(), addresses: ownAddresses(networkInterfaces()) }),
    closeSockets: () => sockets.closeListener('remote'),
  })
  return withVisitors(remote, {
    clock,
    ownAddresses: () => Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map(({ address }) => address)),
  })
}

function createUnservedRemoteOf({ settings, paths }: RemoteModuleDeps): RemoteAccess {
  return createUnservedRemote({ settings: remoteSettingsOf(settings), caFile: paths.caCertificate })
}
