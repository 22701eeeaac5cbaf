import type { IncomingMessage } from 'node:http'
import type { RequestOrigin } from '../call.ts'
import { type Forwarding, type TrustedProxies, createTrustedProxies } from './trustedProxies.ts'

/** Where a request or an upgrade came from, as far as its socket and trusted proxies tell. */
export function requestOrigin(request: IncomingMessage, requestId: string | null): RequestOrigin {
  return {
    address: forwardingOf(request).address,
    user_agent: request.headers['user-agent'] ?? '',
    request_id: requestId,
  }
}

/** Says on arrival, before anybody asks, whose word counts. Without it the peer alone does. */
export function trustProxies(proxies: TrustedProxies, request: IncomingMessage): Forwarding {
  const forwarding = proxies.forwarding(request.socket.remoteAddress, request.headers)
  noted.set(request, forwarding)
  return forwarding
}

const noted = new WeakMap<IncomingMessage, Forwarding>()
const nobody = createTrustedProxies(() => [])

function forwardingOf(request: IncomingMessage): Forwarding {
  return noted.get(request) ?? nobody.forwarding(request.socket.remoteAddress, request.headers)
}
