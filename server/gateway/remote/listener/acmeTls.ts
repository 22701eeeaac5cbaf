import { type Server, createSecureContext, createServer } from 'node:tls'
import type { AlpnChallenges } from '#server/gateway/tls/acme/alpnAnswers.ts'

/** The protocol by which an authority checks that a name leads here (RFC 8737). */
export const ACME_PROTOCOL = 'acme-tls/1'

/**
 * Shows an authority the certificate that it checks for, and serves nothing else. It does not listen: connections
 * are handed to it.
 */
export function createAcmeTls(challenges: AlpnChallenges, withinMs: number): Server {
  const server = createServer({
    minVersion: 'TLSv1.3',
    ALPNProtocols: [ACME_PROTOCOL],
    handshakeTimeout: withinMs,
    SNICallback: (name, done) => {
      const certificate = challenges.certificateFor(name)
      if (certificate === null) {
        done(new Error('nothing is asked of that name'))
      } else {
        done(null, createSecureContext({ ...certificate, minVersion: 'TLSv1.3' }))
      }
    },
  })
  server.on('secureConnection', (socket) => socket.end())
  server.on('tlsClientError', (_error, socket) => socket.destroy())
  return server
}
