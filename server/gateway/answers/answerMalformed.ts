import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { HomeportError } from '#shared/errors.ts'
import { systemClock, systemIds } from '#server/platform/clock.ts'
import { failureCode } from '#server/platform/failure.ts'
import { errorBody } from './errorAnswer.ts'
import { asBytes, bareAnswer } from './bareAnswer.ts'
import type { Transport } from './headers.ts'

/**
 * Answers what Node's own parser refuses (no HTTP, too large headers, two lengths, too slow) as every
 * other error is answered, and ends the connection.
 */
export function answerMalformed(server: Pick<Server, 'on'>, transport: Transport): void {
  // Bytes in the middle of another answer would be taken for its body.
  const answering = new WeakMap<Duplex, ServerResponse>()
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => void answering.set(socket, response))
  server.on('clientError', (failure: Error, socket: Duplex) => {
    const response = answering.get(socket)
    const isBetweenAnswers = response === undefined || !response.headersSent || response.writableEnded
    if (!socket.writable || !isBetweenAnswers || !isOfHttp(failure)) {
      socket.destroy()
      return
    }
    const facts = { request_id: `req_${systemIds.uuid()}`, timestamp: systemClock.timestamp() }
    const { status, ...answer } = bareAnswer(errorBody(asRefusal(failure), facts), { request: null, transport })
    socket.once('finish', () => socket.destroy())
    socket.end(asBytes({ status: statusOf(failure) ?? status, ...answer }))
  })
}

function isOfHttp(failure: Error): boolean {
  return /^(HPE_|ERR_HTTP_)/.test(failureCode(failure) ?? '')
}

function statusOf(failure: Error): number | undefined {
  switch (failureCode(failure)) {
    case 'HPE_HEADER_OVERFLOW':
      return 431
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return 413
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return 408
    case undefined:
    default:
      return undefined
  }
}

function asRefusal(failure: Error): HomeportError {
  const sentence =
    statusOf(failure) === 408
      ? 'The request did not arrive in time. Nothing of it was done; send it again.'
      : 'This is no HTTP request that can be read. Nothing of it was done.'
  return new HomeportError('HTTP_002', sentence, { details: { reason: failureCode(failure) } })
}
