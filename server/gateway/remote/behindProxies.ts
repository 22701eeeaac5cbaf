import { believe } from '../requestOrigin.ts'
import type { TrustedProxies } from '../trustedProxies.ts'
import type { RemoteApp } from './listener.ts'
import { type Locate, answerPlainly } from './plainHttp.ts'

/** The same answers, for a door that trusted proxies may stand before: what they say of the way is believed. */
export function behindProxies(
  app: RemoteApp,
  { proxies, locate }: { proxies: TrustedProxies; locate: Locate },
): RemoteApp {
  const redirect = answerPlainly(locate)
  return {
    onRequest: (request, response) => {
      if (believe(proxies, request).isPlain) {
        redirect(request, response)
      } else {
        app.onRequest(request, response)
      }
    },
    onUpgrade: (request, transport, head) => {
      if (believe(proxies, request).isPlain) {
        transport.on('error', () => {})
        transport.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
      } else {
        app.onUpgrade(request, transport, head)
      }
    },
  }
}
