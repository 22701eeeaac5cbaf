import { hostname, networkInterfaces } from 'node:os'
import type { Clock } from '#server/platform/clock.ts'
import type { Paths } from '#server/platform/paths.ts'
import type { Vault } from '#server/platform/vault/vault.ts'
import { createOwnCa } from '../tls/ownCa.ts'
import { ownAddresses } from './hosts.ts'
import { type RemoteAccess, createRemoteAccess } from './remoteAccess.ts'
import { remoteConfigFile } from './remoteConfig.ts'

/** Remote access of this machine, closed yet. `closeSockets`: tells the sockets of remote viewers that it ends. */
export function openRemoteAccess(
  deps: {
    readonly clock: Clock
    readonly vault: Vault
    readonly paths: Pick<Paths, 'remoteConfig' | 'caCertificate'>
  },
  closeSockets: () => void,
): RemoteAccess {
  const { clock, vault, paths } = deps
  return createRemoteAccess({
    clock,
    config: remoteConfigFile(paths.remoteConfig),
    ownCa: createOwnCa({ clock, vault, certificateFile: paths.caCertificate, machineName: hostname() }),
    caFile: paths.caCertificate,
    machine: () => ({ hostname: hostname(), addresses: ownAddresses(networkInterfaces()) }),
    closeSockets,
  })
}
