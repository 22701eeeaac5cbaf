import type { RequestHandler } from 'express'
import helmet from 'helmet'

/** Security headers of every answer. `inlineStyles`: CSP hashes of what the page itself carries inline. */
export function securityHeaders(inlineStyles: () => readonly string[]): RequestHandler[] {
  return [
    helmet({
      // Set below: it names the host that was asked.
      contentSecurityPolicy: false,
      // Loopback speaks plain HTTP; promising TLS for 127.0.0.1 would lock out every other local server.
      strictTransportSecurity: false,
      referrerPolicy: { policy: 'no-referrer' },
      xFrameOptions: { action: 'deny' },
    }),
    (req, res, next) => {
      res.setHeader('Content-Security-Policy', contentSecurityPolicy(req.headers.host ?? '', inlineStyles()))
      res.setHeader('Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()')
      next()
    },
  ]
}

/** Default deny; every allowance with its reason. Pure. `host` was checked against ours before. */
export function contentSecurityPolicy(host: string, inlineStyles: readonly string[]): string {
  const rules = [
    "default-src 'none'",
    "script-src 'self'",
    // The page's first paint does not wait for a style sheet: what it carries inline is named by its hash.
    ["style-src 'self'", ...inlineStyles].join(' '),
    // Claude's screenshots arrive as data; previews of uploads as blobs.
    "img-src 'self' data: blob:",
    "font-src 'self'",
    // Older Safari does not count the web socket as 'self'.
    `connect-src 'self' ws://${host}`,
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ]
  return rules.join('; ')
}
