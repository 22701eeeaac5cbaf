import { once } from 'node:events'
import type { Server } from 'node:http'
import { HomeportError } from '#shared/errors.ts'
import { systemClock } from '#server/platform/clock.ts'
import { failureCode } from '#server/platform/failure.ts'
import { answerMalformed } from '#server/gateway/answers/answerMalformed.ts'
import { bareHeaders } from '#server/gateway/answers/headers.ts'
import { createHttpServer } from '#server/gateway/kernel/requests/listen.ts'
import { createUnauthenticatedSockets } from '../../unauthenticated/unauthenticatedSockets.ts'
import type { ChallengeAnswers } from './challenge.ts'

/** An authority connects from a handful of addresses. */
const UNAUTHENTICATED_LIMITS = { perAddressBlock: 16, total: 128 }

const PREFIX = '/.well-known/acme-challenge/'

/**
 * Answers HTTP-01 on a port of its own for as long as an order lasts; everything else there is not found.
 * @throws HomeportError PORT_001 when the port cannot be had.
 */
export async function openHttpAnswers(address: {
  readonly bind: string
  readonly port: number
}): Promise<ChallengeAnswers> {
  const answers = new Map<string, string>()
  const server = createHttpServer()
  answerMalformed(server, 'plain')
  createUnauthenticatedSockets({ ...UNAUTHENTICATED_LIMITS, clock: systemClock, isTrusted: () => false }).watch(server)
  server.on('request', (request, response) => {
    const answer = request.url?.startsWith(PREFIX) === true ? answers.get(request.url.slice(PREFIX.length)) : undefined
    response.shouldKeepAlive = false
    response.writeHead(answer === undefined ? 404 : 200, { ...bareHeaders('plain'), 'Content-Type': 'text/plain' })
    response.end(answer)
  })
  await listen(server, address)
  return {
    type: 'http-01',
    present: async ({ token, answer }) => {
      answers.set(token, answer)
    },
    withdraw: async ({ token }) => {
      answers.delete(token)
    },
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

async function listen(server: Server, { bind, port }: { readonly bind: string; readonly port: number }): Promise<void> {
  server.listen({ port, host: bind, exclusive: true })
  try {
    await once(server, 'listening')
  } catch (cause) {
    throw new HomeportError('PORT_001', refusalOf(failureCode(cause), port), {
      cause,
      details: { key: 'remote.certificate.http_port', reason: failureCode(cause) },
    })
  }
}

function refusalOf(code: string | undefined, port: number): string {
  const other = 'Let your router or proxy pass port 80 on to another one, and name that with --acme-http-port.'
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} is taken by another program: the authority's question cannot be answered there. ${other}`
    case 'EACCES':
      return `Port ${port} may not be used by this user: the authority's question cannot be answered there. ${other}`
    case undefined:
    default:
      return `Port ${port} cannot be listened on (${code ?? 'unknown reason'}). ${other}`
  }
}
