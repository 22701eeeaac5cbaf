import type { IncomingMessage } from 'node:http'
import type { RemoteStatus } from '#shared/operations/remote.ts'
import type { Clock } from '#server/platform/clock.ts'
import { requestOrigin } from '../../kernel/origin/requestOrigin.ts'
import type { RemoteApp } from '../listener/listener.ts'
import type { RemoteAccess } from './remoteAccess.ts'

export interface VisitorsDeps {
  readonly clock: Clock
  /** Of this machine: who comes from there is no visitor. */
  readonly ownAddresses: () => readonly string[]
}

/** The same, telling in its status which other device got here last: what no test of this machine can show. */
export function withVisitors(remote: RemoteAccess, deps: VisitorsDeps): RemoteAccess {
  let visitor: RemoteStatus['visitor'] = null
  const note = (request: IncomingMessage): void => {
    const { address } = requestOrigin(request, null)
    if (address !== null && (address === visitor?.address || !deps.ownAddresses().includes(address))) {
      visitor = { address, at: deps.clock.timestamp(), count: (visitor?.count ?? 0) + 1 }
    }
  }
  const withVisitor = (status: RemoteStatus): RemoteStatus => ({ ...status, visitor })
  return {
    ...remote,
    status: () => withVisitor(remote.status()),
    on: async (request) => withVisitor(await remote.on(request)),
    off: async () => withVisitor(await remote.off()),
    begin: (app) => remote.begin(watched(app, note)),
  }
}

/** It is noted afterwards: by then it is known which proxy's word on the address counts. */
function watched(app: RemoteApp, note: (request: IncomingMessage) => void): RemoteApp {
  return {
    unauthenticated: app.unauthenticated,
    serverLimits: app.serverLimits,
    onRequest: (request, response) => {
      app.onRequest(request, response)
      note(request)
    },
    onUpgrade: (request, transport, head) => {
      app.onUpgrade(request, transport, head)
      note(request)
    },
  }
}
