import type { IncomingMessage } from 'node:http'
import type { RequestOrigin } from '../call.ts'
import { type Forwarding, type TrustedProxies, createTrustedProxies } from './trustedProxies.ts'

/** Where a request or an upgrade came from, as far as its socket and trusted proxies show. */
export function requestOrigin(request: IncomingMessage, requestId: string | null): RequestOrigin {
  return {
    address: forwardingOf(request).address,
    user_agent: request.headers['user-agent'] ?? '',
    request_id: requestId,
  }
}

/** Decides on arrival which headers of proxies are trusted. Without it only the peer's address counts. */
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
