import { operations } from '#shared/operations/table.ts'
import { attack, each } from './attack.ts'
import { type DoorName, type Target, sharedTarget } from './target.ts'

const target = sharedTarget()
const doors: readonly DoorName[] = ['loopback', 'remote']
const missing = '00000000-0000-4000-8000-000000000000'

const routes = Object.entries(operations).flatMap(([name, row]) =>
  'http' in row ? [{ name, scope: row.scope, ...row.http, address: row.http.path.replaceAll(/:\w+/g, missing) }] : [],
)

attack<Target>(
  'strangers at HTTP: every operation',
  target,
  each(
    doors,
    routes.filter(({ scope }) => scope !== 'public'),
  ).map(([door, { name, scope, method, address }]) => ({
    name: `${name} without a credential, ${door}`,
    attempt: (at) => at.try(method, address, { door }),
    right: scope === 'local' ? '403 AUTH_006' : '401 AUTH_002',
  })),
)

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
/** Where another route answers some of them: a session called `token`, the way back from GitHub. */
const apart = new Set(['/api/session/token', '/auth/github/callback'])
const paths = [...new Set(routes.map(({ path }) => path))]

attack<Target>('strangers at HTTP: methods', target, [
  ...paths.map((path) => {
    const taken = new Set(routes.filter((route) => route.path === path).map(({ method }) => String(method)))
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
  ...each(doors, [
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
  ]).map(([door, host]) => ({
    name: `Host "${host}", ${door}`,
    attempt: (at: Target) =>
      at.try('GET', '/live', { door, headers: { Host: host.replace('%p', String(at.doors[door].port)) } }),
    right: '403 AUTH_006',
  })),
  ...each(doors, [
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
  ]).map(([door, origin]) => ({
    name: `Origin "${origin}", ${door}`,
    attempt: (at: Target) => {
      const { port, origin: own } = at.doors[door]
      const headers = { Origin: origin.replace('%o', own).replace('%p', String(port)) }
      return at.try('POST', '/auth/refresh', { door, headers, body: {} })
    },
    right: '403 AUTH_006',
  })),
  ...each(doors, ['cross-site', 'same-site']).map(([door, site]) => ({
    name: `fetched by a page that is ${site}, ${door}`,
    attempt: (at: Target) => at.try('GET', '/api/sessions', { door, headers: { 'Sec-Fetch-Site': site } }),
    right: '403 AUTH_006',
  })),
  ...each(doors, ['X-Forwarded-Host', 'X-Original-URL', 'X-Rewrite-URL', 'X-HTTP-Method-Override', 'Forwarded']).map(
    ([door, header]) => ({
      name: `${header} changes nothing, ${door}`,
      attempt: (at: Target) =>
        at.try('GET', '/live', { door, headers: { [header]: header === 'Forwarded' ? 'host=evil' : '/api/panic' } }),
      right: '200',
    }),
  ),
])

const local =
  (body: object | string, headers: Readonly<Record<string, string>> = {}) =>
  (at: Target) =>
    at.try('POST', '/auth/local', { body, headers })
const asJson = { 'Content-Type': 'application/json' }

attack<Target>('strangers at HTTP: bodies', target, [
  { name: 'no body', attempt: (at) => at.try('POST', '/auth/local'), right: '400 HTTP_002' },
  { name: 'an empty object', attempt: local({}), right: '400 HTTP_002' },
  { name: 'a wrong secret', attempt: local({ secret: 'hp_wrong' }), right: '401 AUTH_002' },
  { name: 'an empty secret', attempt: local({ secret: '' }), right: '400 HTTP_002' },
  { name: 'a secret that is no text', attempt: local({ secret: { $ne: null } }), right: '400 HTTP_002' },
  { name: 'a list of secrets', attempt: local({ secret: ['a', 'b'] }), right: '400 HTTP_002' },
  { name: 'a field too many', attempt: local({ secret: 'hp_x', role: 'owner' }), right: '400 HTTP_002' },
  { name: 'a secret without end', attempt: local({ secret: 'x'.repeat(15_000) }), right: '400 HTTP_002' },
  ...['{', '[]', '"x"', '42', 'null', 'NaN', '{"secret":"a",}', "{'secret':'a'}", '\uFEFF{}', '{}{}', '\0'].map(
    (text) => ({
      name: `${JSON.stringify(text)} for JSON`,
      attempt: local(text, asJson),
      right: '400 HTTP_002',
    }),
  ),
  { name: 'a prototype', attempt: local('{"__proto__":{"secret":"x"}}', asJson), right: '400 HTTP_002' },
  { name: 'nesting without end', attempt: local('['.repeat(8000), asJson), right: '400 HTTP_002' },
  { name: 'escapes without end', attempt: local(`{"a":"${'\\"'.repeat(7000)}`, asJson), right: '400 HTTP_002' },
  { name: 'more than a stranger may send', attempt: local('x'.repeat(17_000), asJson), right: '413 FILE_001' },
  {
    name: 'a length that is never kept',
    attempt: (at) =>
      at.raw(
        'loopback',
        `POST /auth/local HTTP/1.1\r\nHost: ${at.doors.loopback.authority}\r\nContent-Type: application/json\r\n` +
          'Content-Length: 999999999\r\nConnection: close\r\n\r\n',
      ),
    right: '413 FILE_001',
  },
  ...['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/html', ''].map(
    (type) => ({
      name: `Content-Type "${type}"`,
      attempt: local('{"secret":"hp_x"}', { 'Content-Type': type }),
      right: '415 FILE_002',
    }),
  ),
  ...['gzip', 'deflate', 'br', 'zstd', 'x'].map((encoding) => ({
    name: `Content-Encoding ${encoding}`,
    attempt: local('{"secret":"hp_x"}', { ...asJson, 'Content-Encoding': encoding }),
    right: '415 FILE_002',
  })),
  {
    name: 'another charset',
    attempt: local('{"secret":"hp_x"}', { 'Content-Type': 'application/json; charset=utf-16' }),
    right: '401 AUTH_002',
  },
  {
    name: 'sign-in links work at the machine only',
    attempt: (at) => at.try('POST', '/auth/local', { door: 'remote', body: { secret: 'hp_x' } }),
    right: '403 AUTH_006',
  },
])

/** A second request that hides in what one reader takes for the body of the first. */
const smuggled = (rest: string) => (at: Target) => {
  const { authority } = at.doors.loopback
  const hidden = `GET /live HTTP/1.1\r\nHost: ${authority}\r\nConnection: close\r\n\r\n`
  return at.raw('loopback', `POST /auth/local HTTP/1.1\r\nHost: ${authority}\r\n${rest}${hidden}`)
}
const lines =
  (...all: string[]) =>
  (at: Target) =>
    at.raw('loopback', `${all.join('\r\n').replaceAll('%h', at.doors.loopback.authority)}\r\nConnection: close\r\n\r\n`)

attack<Target>('strangers at HTTP: smuggling', target, [
  ...(
    [
      ['both lengths', 'Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
      ['chunks first, then a length', 'Transfer-Encoding: chunked\r\nContent-Length: 6\r\n\r\n0\r\n\r\n'],
      ['two lengths', 'Content-Length: 0\r\nContent-Length: 44\r\n\r\n'],
      ['the same length twice', 'Content-Length: 0\r\nContent-Length: 0\r\n\r\n'],
      ['two lengths in one', 'Content-Length: 0, 44\r\n\r\n'],
      ['a negative length', 'Content-Length: -1\r\n\r\n'],
      ['a length with a sign', 'Content-Length: +0\r\n\r\n'],
      ['a length in hexadecimal', 'Content-Length: 0x0\r\n\r\n'],
      ['chunked is not the last coding', 'Transfer-Encoding: chunked, identity\r\n\r\n'],
      ['an unknown coding', 'Transfer-Encoding: xchunked\r\n\r\n'],
      ['chunked twice', 'Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'],
      ['a chunk of no size', 'Transfer-Encoding: chunked\r\n\r\nzz\r\n'],
      ['a chunk beyond all numbers', 'Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n'],
      ['a chunk with a sign', 'Transfer-Encoding: chunked\r\n\r\n-1\r\n'],
    ] as const
  ).map(([name, rest]) => ({ name, attempt: smuggled(rest), right: '400 HTTP_002' })),
  { name: 'two hosts', attempt: lines('GET /live HTTP/1.1', 'Host: %h', 'Host: evil.example'), right: '400 HTTP_002' },
  { name: 'no host', attempt: lines('GET /live HTTP/1.1'), right: '400 HTTP_002' },
  { name: 'HTTP/1.0 without a host', attempt: lines('GET /live HTTP/1.0'), right: '400 HTTP_002' },
  {
    name: 'a host in the address',
    attempt: lines('GET http://evil.example/ HTTP/1.1', 'Host: %h'),
    right: '400 HTTP_002',
  },
  { name: 'our host in the address', attempt: lines('GET http://%h/ HTTP/1.1', 'Host: %h'), right: '400 HTTP_002' },
  { name: 'the asterisk', attempt: lines('OPTIONS * HTTP/1.1', 'Host: %h'), right: '400 HTTP_002' },
  { name: 'a tunnel', attempt: lines('CONNECT evil.example:443 HTTP/1.1', 'Host: %h'), right: '0' },
  { name: 'a continued header', attempt: lines('GET /live HTTP/1.1', 'Host: %h', 'X: a\r\n b'), right: '400 HTTP_002' },
  { name: 'a space before the colon', attempt: lines('GET /live HTTP/1.1', 'Host : %h'), right: '400 HTTP_002' },
  { name: 'a zero byte in a header', attempt: lines('GET /live HTTP/1.1', 'Host: %h', 'X: \0'), right: '400 HTTP_002' },
  { name: 'a line feed alone', attempt: lines('GET /live HTTP/1.1\nHost: %h'), right: '400 HTTP_002' },
  {
    name: 'headers without end',
    attempt: lines('GET /live HTTP/1.1', 'Host: %h', `X: ${'y'.repeat(20_000)}`),
    right: '431 HTTP_002',
  },
  {
    name: 'two thousand headers',
    attempt: lines('GET /live HTTP/1.1', 'Host: %h', ...Array.from({ length: 2500 }, (_, i) => `a${i}:1`)),
    right: '431 HTTP_002',
  },
  {
    name: 'HTTP/2 with prior knowledge',
    attempt: (at) => at.raw('loopback', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
    right: '400 HTTP_002',
  },
  { name: 'HTTP/0.9', attempt: (at) => at.raw('loopback', 'GET /\r\n\r\n'), right: '400 HTTP_002' },
  {
    name: 'TLS at the plain door',
    attempt: (at) => at.raw('loopback', Buffer.from([22, 3, 1, 0, 4, 1, 0, 0, 0])),
    right: '400 HTTP_002',
  },
  {
    name: 'two origins',
    attempt: lines('GET /live HTTP/1.1', 'Host: %h', 'Origin: http://%h', 'Origin: http://evil.example'),
    right: '400 HTTP_002',
  },
  {
    name: 'two credentials',
    attempt: lines('GET /api/sessions HTTP/1.1', 'Host: %h', 'Authorization: Bearer a', 'Authorization: Bearer b'),
    right: '400 HTTP_002',
  },
])
