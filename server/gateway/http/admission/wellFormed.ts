import type { IncomingMessage } from 'node:http'
import { HomeportError } from '#shared/errors.ts'

/** What is decided by one of these is decided by the first; a proxy or a log may have read another one. */
const once = [
  'host',
  'origin',
  'authorization',
  'sec-fetch-site',
  'content-type',
  'content-length',
  'x-forwarded-proto',
] as const

/**
 * Refuses requests that two readers would understand differently, before anything is read of them. Messages whose end
 * is told twice (smuggling) Node's parser refuses itself.
 * @throws HomeportError HTTP_002 for an address with a host in it (`GET http://name/ HTTP/1.1`), for `*`, without a
 * Host, and for headers that stand there twice.
 */
export function assertWellFormed(request: Pick<IncomingMessage, 'url' | 'headersDistinct'>): void {
  if (request.url?.startsWith('/') !== true) {
    throw new HomeportError('HTTP_002', 'The address of a request begins with a slash here; its host is in Host.', {
      details: { reason: 'target' },
    })
  }
  if (request.headersDistinct['host'] === undefined) {
    throw new HomeportError('HTTP_002', 'The request has no Host header, and needs one.', {
      details: { reason: 'no_host' },
    })
  }
  const twice = once.find((name) => (request.headersDistinct[name]?.length ?? 0) > 1)
  if (twice !== undefined) {
    throw new HomeportError('HTTP_002', `The request has more than one ${twice} header. Send one.`, {
      details: { reason: 'twice', header: twice },
    })
  }
}
