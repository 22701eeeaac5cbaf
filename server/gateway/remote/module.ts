import { hostname, networkInterfaces } from 'node:os'
import type { Clock } from '#server/platform/clock.ts'
import type { LiveSettings } from '#server/platform/settings/liveSettings.ts'
import type { Paths } from '#server/platform/files/paths.ts'
import type { Vault } from '#server/platform/vault/vault.ts'
import { createAlpnChallengeBoard } from '../tls/acme/alpnAnswers.ts'
import { createFetchedStore } from '../tls/fetchedStore.ts'
import { createFetching } from '../tls/fetching.ts'
import { createOwnCa } from '../tls/ownCa.ts'
import { createTailscale } from '../tls/tailscale/tailscale.ts'
import { ownAddresses } from './hosts.ts'
import { type RemoteAccess, createRemoteAccess } from './remoteAccess.ts'
import { remoteSettingsOf } from './remoteConfig.ts'
import { withVisitors } from './visitors.ts'

/** Remote access of this machine, closed yet. `closeSockets`: tells the sockets of remote viewers that it ends. */
export function openRemoteAccess(
  deps: {
    readonly clock: Clock
    readonly vault: Vault
    readonly settings: LiveSettings
    readonly paths: Pick<Paths, 'fetchedCertificate' | 'caCertificate'>
  },
  closeSockets: () => void,
): RemoteAccess {
  const { clock, vault, paths } = deps
  const remote = createRemoteAccess({
    clock,
    vault,
    settings: remoteSettingsOf(deps.settings),
    ownCa: createOwnCa({ clock, vault, certificateFile: paths.caCertificate, machineName: hostname() }),
    fetching: createFetching({ clock, store: createFetchedStore({ file: paths.fetchedCertificate, vault }) }),
    alpn: createAlpnChallengeBoard(),
    tailscale: createTailscale(process.env),
    caFile: paths.caCertificate,
    machine: () => ({ hostname: hostname(), addresses: ownAddresses(networkInterfaces()) }),
    closeSockets,
  })
  return withVisitors(remote, {
    clock,
    ownAddresses: () => Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map(({ address }) => address)),
  })
}
