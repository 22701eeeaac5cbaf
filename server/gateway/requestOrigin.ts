import type { IncomingMessage } from 'node:http'
import type { RequestOrigin } from './audit/auditor.ts'

/** Where a request or an upgrade came from, as far as its socket and headers tell. */
export function requestOrigin(request: IncomingMessage, requestId: string | null): RequestOrigin {
  return {
    address: plainAddress(request.socket.remoteAddress),
    user_agent: request.headers['user-agent'] ?? '',
    request_id: requestId,
  }
}

/** `::ffff:127.0.0.1` is 127.0.0.1, said by a socket that speaks both. */
function plainAddress(address: string | undefined): string | null {
  return address?.replace(/^::ffff:(?=\d+\.)/i, '') ?? null
}
