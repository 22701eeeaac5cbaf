import { attack, each } from './attack.ts'
import { type ListenerName, type Target, sharedTarget } from './target.ts'

const target = sharedTarget()
const listeners: readonly ListenerName[] = ['loopback', 'remote']

const wanted: Readonly<Record<string, RegExp>> = {
  'x-content-type-options': /^nosniff$/,
  'x-frame-options': /^DENY$/,
  'content-security-policy': /^default-src 'none';.*frame-ancestors 'none'/,
  'referrer-policy': /^no-referrer$/,
  'cross-origin-resource-policy': /^same-origin$/,
  'cross-origin-opener-policy': /^same-origin$/,
  'permissions-policy': /camera=\(\)/,
  'cache-control': /no-store|no-cache/,
}
/** A page of ours at another address of this machine learns by it that somebody answers, and nothing else. */
const ownRules: Readonly<Record<string, Readonly<Record<string, RegExp>>>> = {
  '/live': { 'cross-origin-resource-policy': /^cross-origin$/ },
}
const unwanted = ['access-control-allow-origin', 'x-powered-by', 'server', 'x-aspnet-version']

attack<Target>(
  'headers of every answer',
  target,
  each(listeners, [
    ['GET', '/'],
    ['GET', '/session/x'],
    ['GET', '/assets/a!.js'],
    ['GET', '/assets/gone.js'],
    ['GET', '/nothing.png'],
    ['GET', '/api/nothing'],
    ['GET', '/api/sessions'],
    ['POST', '/api/sessions'],
    ['OPTIONS', '/api/sessions'],
    ['POST', '/auth/local'],
    ['GET', '/live'],
    ['GET', '/ready'],
    ['GET', '/health'],
    ['GET', '/ws'],
    ['GET', '/.well-known/jwks.json'],
    ['GET', '/auth/methods'],
    ['GET', '/homeport-ca.crt'],
    ['GET', '/homeport.mobileconfig'],
    ['GET', '/%E0%A4%A'],
    ['EVIL', '/'],
    ['GET', 'http://evil.example/'],
  ] as const).map(([listener, [method, address]]) => ({
    name: `${method} ${address}, ${listener}`,
    attempt: async (at) => {
      const { headers } = await at.ask(method, address, { listener })
      const missing = Object.entries({ ...wanted, ...ownRules[address] }).filter(
        ([name, right]) => !right.test(headers[name] ?? ''),
      )
      const tooMuch = unwanted.filter((name) => name in headers)
      return { missing: missing.map(([name]) => name), tooMuch, hsts: 'strict-transport-security' in headers }
    },
    right: { missing: [], tooMuch: [], hsts: listener === 'remote' },
  })),
)

attack<Target>(
  'the document that draws diagrams',
  target,
  each(listeners, ['GET', 'HEAD'] as const).map(([listener, method]) => ({
    name: `${method} of it, ${listener}, has no right but its own script, and only our page frames it`,
    attempt: async (at) => {
      const { status, headers } = await at.ask(method, '/diagram.html', { listener })
      const rules = (headers['content-security-policy'] ?? '').split('; ')
      return { status, framed: headers['x-frame-options'], rules: rules.map((rule) => rule.replace(/'sha256-.*/, '#')) }
    },
    right: {
      status: 200,
      framed: 'SAMEORIGIN',
      rules: [
        "default-src 'none'",
        'sandbox allow-scripts',
        'script-src blob: #',
        "worker-src 'none'",
        "style-src 'unsafe-inline'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'self'",
      ],
    },
  })),
)

attack<Target>(
  'what a page without an origin asks',
  target,
  each(listeners, ['/', '/diagram.html', '/assets/x.js', '/api/sessions'] as const).map(([listener, address]) => ({
    name: `GET ${address}, ${listener}`,
    attempt: (at) => at.try('GET', address, { listener, headers: { origin: 'null' } }),
    right: '403 AUTH_006',
  })),
)
