import type { IncomingHttpHeaders } from 'node:http'
import { HomeportError } from '#shared/errors.ts'

/**
 * Keeps other web pages out: a page on another origin, also one that made its own name point to this machine (DNS
 * rebinding), neither reads nor changes anything here. All functions are pure.
 */
export interface Origins {
  /** Lower-case values of `Host` that are ours. */
  readonly hosts: ReadonlySet<string>
  readonly scheme: 'http' | 'https'
}

/** The names of this machine's loopback, with the port that we listen on. */
export function loopbackOrigins(port: number): Origins {
  const names = ['127.0.0.1', 'localhost', '[::1]']
  const hosts = names.map((name) => `${name}:${port}`)
  // Browsers leave the default port out.
  return { hosts: new Set(port === 80 ? [...hosts, ...names] : hosts), scheme: 'http' }
}

/** @throws HomeportError AUTH_006 for a `Host` that is not ours and for an `Origin` that is not exactly that host. */
export function assertOwnOrigin(headers: IncomingHttpHeaders, origins: Origins): void {
  const host = headers.host?.toLowerCase()
  if (host === undefined || !origins.hosts.has(host)) {
    throw refusal('This address is not one of this server. Use the address that "homeport start" prints.', 'host')
  }
  if (headers.origin !== undefined && headers.origin.toLowerCase() !== `${origins.scheme}://${host}`) {
    throw refusal('Requests from other web pages are refused.', 'origin')
  }
}

/** Fetches that a browser says come from another page, even where it sends no `Origin` (images, scripts, links). */
export function assertNotCrossSite(headers: IncomingHttpHeaders): void {
  const site = headers['sec-fetch-site']
  if (site === 'cross-site' || site === 'same-site') {
    throw refusal('Requests from other web pages are refused.', 'sec_fetch_site')
  }
}

/**
 * What a browser's cookie can change wants proof of where it comes from. Browsers always send it; programs use
 * bearer tokens instead of cookies.
 */
export function assertOriginPresent(headers: IncomingHttpHeaders): void {
  if (headers.origin === undefined) {
    throw refusal('With a cookie this needs an Origin header. Programs use a bearer token instead.', 'no_origin')
  }
}

function refusal(message: string, reason: string): HomeportError {
  return new HomeportError('AUTH_006', message, { details: { reason } })
}
