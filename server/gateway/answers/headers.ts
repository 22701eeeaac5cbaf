import type { ServerResponse } from 'node:http'
import type { RequestHandler } from 'express'
import helmet from 'helmet'
import type { ListenerKind } from '../kernel/identity.ts'

const HALF_A_YEAR_S = 180 * 24 * 3600

/** How an answer travels: promising TLS (HSTS) means nothing where there is none. */
export type Transport = 'tls' | 'plain'

/**
 * All that an answer written beside Express (a refusal, a redirect) needs to be harmless in a browser: the same promises
 * as every other answer, in the strictest form.
 */
export function bareHeaders(transport: Transport): Record<string, string> {
  return {
    'Cache-Control': 'no-store',
    'Content-Security-Policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': PERMISSIONS,
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    ...(transport === 'tls' ? { 'Strict-Transport-Security': `max-age=${HALF_A_YEAR_S}` } : {}),
  }
}

const PERMISSIONS = 'camera=(), geolocation=(), microphone=(), payment=(), usb=()'

export interface SecurityHeadersDeps {
  readonly listener: ListenerKind
  /** CSP hashes of what the page itself carries inline. */
  readonly inlineStyles: () => readonly string[]
}

/** Security headers of every answer. */
export function securityHeaders({ listener, inlineStyles }: SecurityHeadersDeps): RequestHandler[] {
  return [
    helmet({
      // Set below: it names the host that was asked.
      contentSecurityPolicy: false,
      // Loopback speaks plain HTTP; promising TLS for 127.0.0.1 would lock out every other local server.
      strictTransportSecurity: listener === 'remote' && { maxAge: HALF_A_YEAR_S, includeSubDomains: false },
      referrerPolicy: { policy: 'no-referrer' },
      xFrameOptions: { action: 'deny' },
    }),
    (req, res, next) => {
      res.setHeader(
        'Content-Security-Policy',
        contentSecurityPolicy(socketOrigin(listener, req.headers.host), inlineStyles()),
      )
      res.setHeader('Permissions-Policy', PERMISSIONS)
      // Unless somebody knows better.
      res.setHeader('Cache-Control', 'no-store')
      next()
    },
  ]
}

/** What says something of a document only. */
const DOCUMENT_HEADERS = [
  'Content-Security-Policy',
  'Cross-Origin-Opener-Policy',
  'Origin-Agent-Cluster',
  'Permissions-Policy',
  'X-DNS-Prefetch-Control',
  'X-Download-Options',
  'X-Frame-Options',
  'X-Permitted-Cross-Domain-Policies',
  'X-XSS-Protection',
] as const

/**
 * For scripts and style sheets, which a page's own policy governs: 0.7 KB less for each of a dozen files. The type stays
 * binding (`nosniff`), and other sites may not load them.
 */
export function leaveDocumentHeaders(res: ServerResponse): void {
  for (const name of DOCUMENT_HEADERS) {
    res.removeHeader(name)
  }
}

/**
 * For the service worker, which has a policy of its own: it runs nothing else, and may ask other https origins whether the
 * workstation answers there (renderer/worker/otherAddresses.ts), which the page itself may not.
 */
export function setWorkerHeaders(res: ServerResponse): void {
  res.setHeader('Content-Security-Policy', "default-src 'none'; connect-src 'self' https:; frame-ancestors 'none'")
}

/**
 * For the one document that our page holds in a frame: it draws what strangers wrote, and has no right but to run its own
 * script, also when it is opened by itself.
 */
export function setFrameHeaders(res: ServerResponse, inlineScripts: readonly string[]): void {
  res.setHeader('Content-Security-Policy', framePolicy(inlineScripts))
  res.setHeader('X-Frame-Options', 'SAMEORIGIN')
}

/**
 * No origin (`sandbox`), so neither cookies nor storage; nothing can be fetched, from us neither. Its other scripts are handed
 * in by the page as text and become blobs: markup cannot name one.
 */
export function framePolicy(inlineScripts: readonly string[]): string {
  const rules = [
    "default-src 'none'",
    'sandbox allow-scripts',
    ['script-src blob:', ...inlineScripts].join(' '),
    // What is not named would be what scripts may be.
    "worker-src 'none'",
    // A drawing carries its styles; they can name no address, since nothing else is allowed.
    "style-src 'unsafe-inline'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
  ]
  return rules.join('; ')
}

/** Where this page's WebSocket is. The host is checked against ours before anything is answered. */
function socketOrigin(listener: ListenerKind, host = ''): string {
  return `${listener === 'remote' ? 'wss' : 'ws'}://${host}`
}

/** Default deny; every allowance with its reason. */
export function contentSecurityPolicy(ownSocket: string, inlineStyles: readonly string[]): string {
  const rules = [
    "default-src 'none'",
    "script-src 'self'",
    // The page's first paint does not wait for a style sheet: what it carries inline is named by its hash.
    ["style-src 'self'", ...inlineStyles].join(' '),
    // Claude's screenshots arrive as data; previews of uploads as blobs.
    "img-src 'self' data: blob:",
    "font-src 'self'",
    // Older Safari does not count the web socket as 'self'. An address of IPv6 cannot be named in a policy.
    `connect-src 'self'${ownSocket.includes('[') ? '' : ` ${ownSocket}`}`,
    "manifest-src 'self'",
    "worker-src 'self'",
    // What draws diagrams. No other document of ours lets itself be put into a frame.
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ]
  return rules.join('; ')
}
