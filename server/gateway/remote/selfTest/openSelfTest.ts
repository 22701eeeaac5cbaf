import { networkInterfaces } from 'node:os'
import type { ResultOf } from '#shared/operations/table.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { RemoteAccess } from '../access/remoteAccess.ts'
import type { Proofs } from './proofs.ts'
import { reachOf } from './reach.ts'
import { systemResolve } from './resolveHost.ts'
import { selfTest } from './selfTest.ts'
import { isTailscaleInstalled } from '#server/gateway/tls/tailscale/installed.ts'

/** The self-test of this machine's remote access. Asked twice at the same time, it runs once. */
export function openSelfTest(deps: {
  readonly clock: Clock
  readonly remote: Pick<RemoteAccess, 'status' | 'caCertificate'>
  readonly proofs: Proofs
}): () => Promise<ResultOf<'remote.test'>> {
  const { clock, remote, proofs } = deps
  let running: Promise<ResultOf<'remote.test'>> | null = null
  return async () =>
    (running ??= selfTest({
      clock,
      remote,
      proofs,
      resolve: systemResolve,
      reachOf,
      interfaces: () =>
        Object.entries(networkInterfaces()).flatMap(([name, all]) =>
          (all ?? []).map(({ address }) => ({ name, address })),
        ),
      isTailscaleInstalled,
      platform: process.platform,
    }).finally(() => {
      running = null
    }))
}
