import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http'
import { answerMalformed } from '#server/gateway/answers/answerMalformed.ts'
import { bareHeaders } from '#server/gateway/answers/headers.ts'
import { serverLimits } from '#server/gateway/kernel/requests/listen.ts'

/** Our own address for a `Host` header; null: not ours. */
export type Locate = (host: string) => string | null

/**
 * Lets people who type the address without `https://` find it: plain HTTP on the TLS port is answered with a redirect
 * and nothing else. It does not listen: connections are handed to it.
 */
export function createRedirects(locate: Locate): Server {
  const { maxHeaderSize, requireHostHeader } = serverLimits
  const answer = answerPlainly(locate)
  const server = createServer({ maxHeaderSize, requireHostHeader, keepAlive: false }, answer)
  answerMalformed(server, 'plain')
  return server.on('checkExpectation', answer)
}

/** The one answer to what came without TLS. */
export function answerPlainly(locate: Locate): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    const home = locate(request.headers.host ?? '')
    const isForPeople = request.method === 'GET' || request.method === 'HEAD'
    // Anything else may have carried a secret in the open already: it shall fail where its author sees it.
    const location = home !== null && isForPeople && request.url?.startsWith('/') === true ? home + request.url : null
    response.shouldKeepAlive = false
    const headers = { ...bareHeaders('plain'), 'Content-Length': '0' }
    response.writeHead(location === null ? 403 : 308, location === null ? headers : { ...headers, location }).end()
  }
}
