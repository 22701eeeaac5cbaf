import { trustProxies } from '#server/gateway/kernel/origin/requestOrigin.ts'
import type { TrustedProxies } from '#server/gateway/kernel/origin/trustedProxies.ts'
import { asBytes } from '#server/gateway/answers/bareAnswer.ts'
import { bareHeaders } from '#server/gateway/answers/headers.ts'
import type { RemoteApp } from './listener.ts'
import { type Locate, answerPlainly } from './plainHttp.ts'

/** The same answers, for a listener behind trusted proxies: their headers are trusted. */
export function behindProxies(
  app: RemoteApp,
  { proxies, locate }: { proxies: TrustedProxies; locate: Locate },
): RemoteApp {
  const redirect = answerPlainly(locate)
  return {
    unauthenticated: app.unauthenticated,
    serverLimits: app.serverLimits,
    onRequest: (request, response) => {
      if (trustProxies(proxies, request).isPlain) {
        redirect(request, response)
      } else {
        app.onRequest(request, response)
      }
    },
    onUpgrade: (request, transport, head) => {
      if (trustProxies(proxies, request).isPlain) {
        transport.on('error', () => {})
        transport.once('finish', () => transport.destroy())
        transport.end(asBytes({ status: 403, headers: { ...bareHeaders('tls'), 'Content-Length': '0' }, body: '' }))
      } else {
        app.onUpgrade(request, transport, head)
      }
    },
  }
}
