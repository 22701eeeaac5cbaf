import { operations } from '#shared/operations/table.ts'
import { attack, each } from './attack.ts'
import { type ListenerName, type Target, sharedTarget } from './target.ts'

const target = sharedTarget()
const listeners: readonly ListenerName[] = ['loopback', 'remote']
const missing = '00000000-0000-4000-8000-000000000000'

const routes = Object.entries(operations).flatMap(([name, row]) =>
  'http' in row ? [{ name, scope: row.scope, ...row.http, address: row.http.path.replaceAll(/:\w+/g, missing) }] : [],
)

attack<Target>(
  'strangers at HTTP: every operation',
  target,
  each(
    listeners,
    routes.filter(({ scope }) => scope !== 'public'),
  ).map(([listener, { name, scope, method, address }]) => ({
    name: `${name} without a credential, ${listener}`,
    attempt: (at) => at.try(method, address, { listener }),
    right: scope === 'local' ? '403 AUTH_006' : '401 AUTH_002',
  })),
)

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
/** Where another route answers some of them: a session called `token`, the way back from GitHub. */
const apart = new Set(['/api/session/token', '/auth/github/callback'])
/** Whether a route answers the address of another one: `upload/:upload_id` that of `upload/start`. */
const answers = (route: string, path: string) =>
  new RegExp(`^${route.replaceAll(/:\w+/g, '[^/]+')}$`).test(path.replaceAll(/:\w+/g, missing))
const paths = [...new Set(routes.map(({ path }) => path))]

attack<Target>('strangers at HTTP: methods', target, [
  ...paths.map((path) => {
    const taken = new Set<string>(routes.filter((route) => answers(route.path, path)).map(({ method }) => method))
    const method = apart.has(path) ? 'PROPFIND' : (methods.find((one) => !taken.has(one)) ?? 'PROPFIND')
    return {
      name: `${method} ${path}`,
      attempt: (at: Target) => at.try(method, path.replaceAll(/:\w+/g, missing)),
      right: '405 HTTP_001',
    }
  }),
  ...['TRACE', 'OPTIONS', 'PROPFIND', 'SEARCH'].map((method) => ({
    name: `${method} /api/sessions`,
    attempt: (at: Target) => at.try(method, '/api/sessions'),
    right: '405 HTTP_001',
  })),
  { name: 'a method that HTTP does not know', attempt: (at) => at.try('EVIL', '/api/sessions'), right: '400 HTTP_002' },
  { name: 'a method in small letters', attempt: (at) => at.try('get', '/api/sessions'), right: '400 HTTP_002' },
])

attack<Target>(
  'strangers at HTTP: paths',
  target,
  (
    [
      ['/api', '404 HTTP_001'],
      ['/api/', '404 HTTP_001'],
      ['/api/nothing', '404 HTTP_001'],
      ['/api//sessions', '404 HTTP_001'],
      ['//api/sessions', '200'],
      ['/API/sessions', '404 HTTP_001'],
      ['/api/Sessions', '404 HTTP_001'],
      ['/api/sessions/', '404 HTTP_001'],
      ['/api/sessions;x', '404 HTTP_001'],
      ['/api/sessions%00', '404 HTTP_001'],
      ['/api/%2e%2e/sessions', '404 HTTP_001'],
      ['/api/session/..', '404 SESSION_002'],
      ['/api/../homeport.db', '404 HTTP_001'],
      ['/../../../../etc/passwd', '404 HTTP_001'],
      ['/assets/../../homeport.db', '404 HTTP_001'],
      ['/assets/..%2f..%2fhomeport.db', '404 HTTP_001'],
      ['/assets/%2e%2e/%2e%2e/vault.enc', '404 HTTP_001'],
      ['/assets/..\\..\\vault.enc', '404 HTTP_001'],
      ['/assets/%c0%ae%c0%ae/x', '404 HTTP_001'],
      ['/.env', '404 HTTP_001'],
      ['/.git/config', '404 HTTP_001'],
      ['/server/cli.ts', '404 HTTP_001'],
      ['/homeport.db', '404 HTTP_001'],
      ['/settings.yaml', '404 HTTP_001'],
      ['/run/gateway.json', '404 HTTP_001'],
      ['/wp-login.php', '404 HTTP_001'],
      ['/index.html.br', '404 HTTP_001'],
      ['/__proto__', '200'],
      ['/constructor', '200'],
      ['/assets/__proto__', '404 HTTP_001'],
      ['/assets/constructor', '404 HTTP_001'],
      ['/.well-known/security', '404 HTTP_001'],
      ['/ws', '404 HTTP_001'],
      ['/metrics/x', '404 HTTP_001'],
      ['/live/guess', '404 HTTP_001'],
      ['/homeport-ca.crt', '200'],
      ['/homeport.mobileconfig', '200'],
      [`/api/session/${'a'.repeat(8000)}`, '401 AUTH_002'],
      [`/${'a'.repeat(20_000)}`, '431 HTTP_002'],
      ['/api/session/%E0%A4%A', '400 HTTP_002'],
      ['/api/sessions?limit=1&limit=2', '401 AUTH_002'],
      ['/api/sessions?token=x', '401 AUTH_002'],
    ] as const
  ).map(([path, right]) => ({
    name: `GET ${path.slice(0, 60)}`,
    attempt: (at) => at.try('GET', path, { headers: { 'X-Wants': 'json' } }),
    right: path === '/api/session/..' ? '401 AUTH_002' : right,
  })),
)

attack<Target>('strangers at HTTP: hosts and origins', target, [
  ...each(listeners, [
    'evil.example',
    'evil.example:%p',
    '127.0.0.1.evil.example:%p',
    'localhost.evil.example:%p',
    '127.0.0.1',
    '127.0.0.1:1',
    '127.1:%p',
    '2130706433:%p',
    '0x7f000001:%p',
    '0.0.0.0:%p',
    '[::ffff:127.0.0.1]:%p',
    'localhost.:%p',
    'user@127.0.0.1:%p',
    '127.0.0.1:%p@evil.example',
    '127.0.0.1:%p.evil.example',
    '127.0.0.1:%p,evil.example',
    'xn--lcalhost-54a:%p',
    '',
  ]).map(([listener, host]) => ({
    name: `Host "${host}", ${listener}`,
    attempt: (at: Target) =>
      at.try('GET', '/live', { listener, headers: { Host: host.replace('%p', String(at.listeners[listener].port)) } }),
    right: '403 AUTH_006',
  })),
  ...each(listeners, [
    'null',
    'http://evil.example',
    'https://evil.example',
    'file://',
    'http://127.0.0.1:1',
    'https://127.0.0.1',
    'http://localhost',
    '%o.evil.example',
    '%o/',
    '%o,http://evil.example',
    'chrome-extension://abcdefgh',
    'http://[::1]:%p',
  ]).map(([listener, origin]) => ({
    name: `Origin "${origin}", ${listener}`,
    attempt: (at: Target) => {
      const { port, origin: own } = at.listeners[listener]
      const headers = { Origin: origin.replace('%o', own).replace('%p', String(port)) }
      return at.try('POST', '/auth/refresh', { listener, headers, body: {} })
    },
    right: '403 AUTH_006',
  })),
  ...each(listeners, ['cross-site', 'same-site']).map(([listener, site]) => ({
    name: `fetched by a page that is ${site}, ${listener}`,
    attempt: (at: Target) => at.try('GET', '/api/sessions', { listener, headers: { 'Sec-Fetch-Site': site } }),
    right: '403 AUTH_006',
  })),
  ...each(listeners, [
    'X-Forwarded-Host',
    'X-Original-URL',
    'X-Rewrite-URL',
    'X-HTTP-Method-Override',
    'Forwarded',
  ]).map(([listener, header]) => ({
    name: `${header} changes nothing, ${listener}`,
    attempt: (at: Target) =>
      at.try('GET', '/live', { listener, headers: { [header]: header === 'Forwarded' ? 'host=evil' : '/api/panic' } }),
    right: '200',
  })),
])
