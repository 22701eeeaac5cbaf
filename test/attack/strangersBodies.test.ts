import { attack } from './attack.ts'
import { type Target, sharedTarget } from './target.ts'

const target = sharedTarget()

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
        `POST /auth/local HTTP/1.1\r\nHost: ${at.listeners.loopback.authority}\r\nContent-Type: application/json\r\n` +
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
    attempt: (at) => at.try('POST', '/auth/local', { listener: 'remote', body: { secret: 'hp_x' } }),
    right: '403 AUTH_006',
  },
])

/** A second request that hides in what one reader takes for the body of the first. */
const smuggled = (rest: string) => (at: Target) => {
  const { authority } = at.listeners.loopback
  const hidden = `GET /live HTTP/1.1\r\nHost: ${authority}\r\nConnection: close\r\n\r\n`
  return at.raw('loopback', `POST /auth/local HTTP/1.1\r\nHost: ${authority}\r\n${rest}${hidden}`)
}
const lines =
  (...all: string[]) =>
  (at: Target) =>
    at.raw(
      'loopback',
      `${all.join('\r\n').replaceAll('%h', at.listeners.loopback.authority)}\r\nConnection: close\r\n\r\n`,
    )

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
    name: 'TLS at the plain listener',
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
