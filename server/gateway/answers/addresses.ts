import type { IncomingMessage } from 'node:http'

/** Addresses that programs ask for: none of them ever answers with the page. */
export const programAddresses = [
  '/api',
  '/auth',
  '/ws',
  '/live',
  '/ready',
  '/health',
  '/metrics',
  '/.well-known',
] as const

/** The browser is sent to these by a link or by GitHub; a person sees what they answer. */
const SIGN_IN = /^\/auth\/github(\/callback)?$/

/** The path of a request as it came, without its query. */
export function pathOf({ url = '/' }: Pick<IncomingMessage, 'url'>): string {
  return url.split(/[?#]/, 1)[0] ?? '/'
}

/** A file of the page, or the page under one of its own addresses: what a browser loads unasked by the dozen. */
export function isPageRequest(request: Pick<IncomingMessage, 'url' | 'method'>): boolean {
  const path = pathOf(request)
  return isReading(request) && !programAddresses.some((address) => path === address || path.startsWith(`${address}/`))
}

/** A browser shows the answer to a person: they get a page, whatever it says. */
export function isForPerson(request: Pick<IncomingMessage, 'url' | 'method' | 'headers'>): boolean {
  const isPage = isPageRequest(request) || SIGN_IN.test(pathOf(request))
  return isPage && isReading(request) && /\btext\/html\b/i.test(request.headers.accept ?? '')
}

function isReading({ method }: Pick<IncomingMessage, 'method'>): boolean {
  return method === 'GET' || method === 'HEAD'
}
