import type { GatewayHandlers } from '../dispatch.ts'
import { type PanicDeps, panic } from './panic.ts'
import type { RemoteAccess } from './remoteAccess.ts'

type RemoteOperation = 'remote.status' | 'remote.on' | 'remote.off' | 'server.panic'

export function createRemoteHandlers(deps: {
  readonly remote: RemoteAccess
  readonly panic: Omit<PanicDeps, 'remoteOff'>
}): Pick<GatewayHandlers, RemoteOperation> {
  const { remote } = deps
  return {
    'remote.status': () => remote.status(),
    'remote.on': (params) => remote.on(params),
    'remote.off': () => remote.off(),
    'server.panic': () => panic({ ...deps.panic, remoteOff: () => remote.off() }),
  }
}
