import type { Clock } from '#server/platform/clock.ts'
import type { GatewayHandlers } from '../dispatch.ts'
import { type PanicDeps, panic } from './panic.ts'
import type { RemoteAccess } from './remoteAccess.ts'
import { openSelfTest } from './selfTest/openSelfTest.ts'
import type { Proofs } from './selfTest/proofs.ts'

type RemoteOperation = 'remote.status' | 'remote.on' | 'remote.off' | 'remote.test' | 'server.panic'

export function createRemoteHandlers(deps: {
  readonly remote: RemoteAccess
  readonly panic: Omit<PanicDeps, 'remoteOff'>
  readonly clock: Clock
  readonly proofs: Proofs
}): Pick<GatewayHandlers, RemoteOperation> {
  const { remote } = deps
  const test = openSelfTest({ clock: deps.clock, remote, proofs: deps.proofs })
  return {
    'remote.status': () => remote.status(),
    'remote.on': (params) => remote.on(params),
    'remote.off': () => remote.off(),
    'remote.test': () => test(),
    'server.panic': () => panic({ ...deps.panic, remoteOff: () => remote.off() }),
  }
}
