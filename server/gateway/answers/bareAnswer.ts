import { type IncomingMessage, STATUS_CODES } from 'node:http'
import { errorStatus } from '#shared/errors.ts'
import { isForPerson } from './addresses.ts'
import { type KnownErrorBody, retryAfter } from './errorAnswer.ts'
import { errorPage } from './errorAnswer.ts'
import { type Transport, bareHeaders } from './headers.ts'

export interface BareAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/**
 * An error as a whole answer, for what is answered beside Express. `request`: null where none could be read. A browser
 * that shows it to a person gets a page.
 */
export function bareAnswer(
  body: KnownErrorBody,
  { request, transport }: { readonly request: IncomingMessage | null; readonly transport: Transport },
): BareAnswer {
  const { code, request_id } = body.error
  const isPage = request !== null && isForPerson(request)
  const text = isPage ? errorPage(body) : JSON.stringify(body)
  const seconds = retryAfter(body.error)
  return {
    status: errorStatus(code),
    body: text,
    headers: {
      ...bareHeaders(transport),
      'Content-Type': isPage ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8',
      'Content-Length': String(Buffer.byteLength(text)),
      'X-Request-Id': request_id,
      ...(seconds === null ? {} : { 'Retry-After': String(seconds) }),
    },
  }
}

/** The same as bytes of HTTP/1.1, for a socket that no response object belongs to. It ends the connection. */
export function asBytes({ status, headers, body }: BareAnswer): string {
  const lines = Object.entries({ Connection: 'close', ...headers }).map(([name, value]) => `${name}: ${value}\r\n`)
  return `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n${body}`
}
