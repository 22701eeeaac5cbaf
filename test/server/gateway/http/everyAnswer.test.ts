import { gzipSync } from 'node:zlib'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { startRemoteGateway } from '#test/support/gateway/remote.ts'
import { type Endpoint, type RawAnswer, requestOf, say } from '#test/support/gateway/rawHttp.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

const page = '<!doctype html><style>a{}</style><div id="root"></div>'
const script = 'export const a = 1\n'.repeat(200)

function builtPage(): string {
  const folder = temporaryFolder()
  mkdirSync(path.join(folder, 'assets'))
  const files: Record<string, string | Buffer> = {
    'index.html': page,
    'manifest.webmanifest': '{}',
    'sw.js': 'self',
    'assets/app-1a2b.js': script,
    'assets/app-1a2b.js.gz': gzipSync(script),
    'assets/app-1a2b.js.br': Buffer.from('not really brotli'),
    'assets/app-1a2b.css': 'a{}',
    'assets/font-1a2b.woff2': 'font',
  }
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(path.join(folder, name), content)
  }
  return folder
}

interface Listener extends Endpoint {
  readonly name: string
  readonly authority: string
}

/** Each path with what a GET of it answers: status, and whether it is a part of a page or all else. */
const paths: readonly (readonly [string, number, 'document' | 'part'])[] = [
  ['/', 200, 'document'],
  ['/index.html', 200, 'document'],
  ['/session/0c3e', 200, 'document'],
  ['/SETTINGS', 200, 'document'],
  ['//', 200, 'document'],
  ['//evil.example', 404, 'document'],
  ['//evil.example/assets/app-1a2b.js', 404, 'document'],
  ['//assets/app-1a2b.js', 404, 'document'],
  ['/?a=1', 200, 'document'],
  ['/manifest.webmanifest', 200, 'document'],
  ['/sw.js', 200, 'document'],
  ['/assets/app-1a2b.js', 200, 'part'],
  ['/assets/app-1a2b.js?v=1', 200, 'part'],
  ['/assets/app-1a2b.css', 200, 'part'],
  ['/assets/font-1a2b.woff2', 200, 'document'],
  // What an address looks like says nothing of what is served.
  ['/assets/a!.js', 404, 'document'],
  ['/assets/a%21.js', 404, 'document'],
  ['/assets/x@y.js', 404, 'document'],
  ['/assets/~(a).css', 404, 'document'],
  ['/assets/%C3%BC.js', 404, 'document'],
  ['/assets/gone-3c4d.js', 404, 'document'],
  ['/assets/app-1a2b.js.', 404, 'document'],
  ['/assets/app-1a2b.js/', 404, 'document'],
  ['/assets/app-1a2b.js.gz', 404, 'document'],
  ['/assets/app-1a2b.js.br', 404, 'document'],
  ['/assets/app-1a2b.js%00', 404, 'document'],
  ['/assets/app-1a2b.JS', 404, 'document'],
  ['/ASSETS/app-1a2b.js', 404, 'document'],
  ['/Assets/x', 404, 'document'],
  ['/assets', 404, 'document'],
  ['/assets/', 404, 'document'],
  ['/assets/x', 404, 'document'],
  ['/assets%2fx', 404, 'document'],
  ['/assets/../assets/x', 404, 'document'],
  ['/assets/%2e%2e/x', 404, 'document'],
  ['/%2e%2e/homeport.db', 404, 'document'],
  ['/..%5chomeport.db', 404, 'document'],
  ['/%E0%A4%A', 404, 'document'],
  ['/favicon.gone', 404, 'document'],
  ['/api', 404, 'document'],
  ['/api/nothing', 404, 'document'],
  ['/api/nothing.js', 404, 'document'],
  ['/api/sessions', 401, 'document'],
  ['/api/session/%E0%A4%A', 400, 'document'],
  ['/auth/nothing', 404, 'document'],
  ['/auth/local', 405, 'document'],
  ['/ws', 404, 'document'],
  ['/live', 200, 'document'],
  ['/live/nothing', 404, 'document'],
  ['/ready', 200, 'document'],
  ['/health', 200, 'document'],
  ['/health/x.js', 404, 'document'],
  ['/.well-known/nothing', 404, 'document'],
  ['/.well-known/jwks.json', 200, 'document'],
]

const accepts = ['*/*', 'text/html,application/xhtml+xml'] as const
const extras: readonly (readonly string[])[] = [
  [],
  ['Accept-Encoding: br, gzip'],
  ['Range: bytes=0-3'],
  ['Range: bytes=9-2', 'Accept-Encoding: gzip;q=0'],
  ['If-Modified-Since: Fri, 31 Dec 2100 00:00:00 GMT', 'Expect: the-unexpected'],
]

const listeners: Listener[] = []

beforeAll(async () => {
  const env = { HOMEPORT_LIMITS_REQUESTS_PER_MINUTE: '100000' }
  const { url, listener } = await startRemoteGateway({ uiFolder: builtPage(), env })
  const { port } = new URL(url)
  listeners.push(
    { name: 'loopback', port: Number(port), authority: `127.0.0.1:${port}` },
    { name: 'loopback by IPv6', port: Number(port), host: '::1', authority: `[::1]:${port}` },
    { name: 'remote', port: listener.port, ca: listener.ca, authority: `127.0.0.1:${listener.port}` },
  )
})

const ask = (listener: Listener, line: string, headers: readonly string[] = []) =>
  say(listener, requestOf(`${line} HTTP/1.1`, `Host: ${listener.authority}`, ...headers))

/** Of every answer, and beside it of all that a browser could show. */
const always = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': expect.stringMatching(/no-store|no-cache|immutable/),
}
const ofDocuments = {
  'content-security-policy': expect.stringMatching(/^default-src 'none';.*frame-ancestors 'none'/),
  'x-frame-options': 'DENY',
  'permissions-policy': expect.stringContaining('camera=()'),
  'cross-origin-opener-policy': 'same-origin',
}
const ofParts = { 'content-type': expect.stringMatching(/^text\/(javascript|css)/) }
/** Pages of this workstation at another of its addresses may learn that somebody answers; the worker asks for them. */
const otherwiseAt: Readonly<Record<string, object>> = {
  '/live': { 'cross-origin-resource-policy': 'cross-origin' },
  '/sw.js': { 'content-security-policy': "default-src 'none'; connect-src 'self' https:; frame-ancestors 'none'" },
}
const never = ['access-control-allow-origin', 'x-powered-by', 'server']

/** @throws AssertionError naming the header that a browser would miss. */
function expectGuarded(
  { headers, status }: RawAnswer,
  { name }: Pick<Listener, 'name'>,
  { kind, address = '' }: { readonly kind: 'document' | 'part'; readonly address?: string },
): void {
  const expected = { ...always, ...(kind === 'document' || status >= 400 ? ofDocuments : ofParts) }
  expect(headers).toMatchObject({ ...expected, ...otherwiseAt[address] })
  expect(never.filter((header) => header in headers)).toEqual([])
  expect('strict-transport-security' in headers).toBe(name === 'remote')
}

describe.each([0, 1, 2])('at listener %i', (index) => {
  const listener = () => listeners[index] as Listener

  test.each(paths)(
    'GET %s answers %i with the headers of a %s, however it is asked for',
    async (address, status, kind) => {
      for (const accept of accepts) {
        for (const extra of extras) {
          const answer = await ask(listener(), `GET ${address}`, [`Accept: ${accept}`, ...extra])
          expect({ extra, status: answer.status }).toEqual({ extra, status })
          expectGuarded(answer, listener(), { kind, address })
        }
      }
      const head = await ask(listener(), `HEAD ${address}`)
      expect([head.status, head.body]).toEqual([status, ''])
      expectGuarded(head, listener(), { kind, address })
    },
  )

  test.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'TRACE'])(
    '%s carries them, too',
    async (method) => {
      for (const [address] of paths) {
        const answer = await ask(listener(), `${method} ${address}`, ['Content-Length: 0'])
        expect(answer.status).toBeGreaterThanOrEqual(400)
        expectGuarded(answer, listener(), { kind: 'document' })
      }
    },
  )

  test('a file is sent whole or not again, compressed as it is accepted', async () => {
    const asked = 'GET /assets/app-1a2b.js'
    const plain = await ask(listener(), asked, ['Range: bytes=0-3'])
    expect([plain.status, plain.body, plain.headers['vary']]).toEqual([200, script, 'Accept-Encoding'])
    const zipped = await ask(listener(), asked, ['Accept-Encoding: br;q=0, gzip'])
    expect(zipped.headers).toMatchObject({
      'content-encoding': 'gzip',
      'content-type': 'text/javascript; charset=utf-8',
    })
    expect((await ask(listener(), asked, ['Accept-Encoding: br, gzip'])).headers['content-encoding']).toBe('br')
    // As browsers ask: gzip first, and no preference.
    const usual = await ask(listener(), asked, ['Accept-Encoding: gzip, deflate, br, zstd'])
    expect(usual.headers['content-encoding']).toBe('br')
    const again = await ask(listener(), asked, [`If-None-Match: ${plain.headers['etag']}`])
    expect([again.status, again.body]).toEqual([304, ''])
    expect(again.headers['x-content-type-options']).toBe('nosniff')
    const failed = await ask(listener(), asked, ['If-Match: "another"'])
    expect([failed.status, failed.headers['content-encoding'], failed.headers['etag']]).toEqual([
      400,
      undefined,
      undefined,
    ])
    expectGuarded(failed, listener(), { kind: 'document' })
  })

  test('what never gets as far as a route is guarded as well', async () => {
    const { authority } = listener()
    const broken = [
      ['not HTTP', 'hello\r\n\r\n', 400],
      ['an address that is not ASCII', requestOf('GET /assets/ü.js HTTP/1.1', `Host: ${authority}`), 400],
      ['a version to come', requestOf('GET / HTTP/9.1', `Host: ${authority}`), 400],
      ['a header without end', requestOf('GET / HTTP/1.1', `Host: ${authority}`, `X: ${'y'.repeat(20_000)}`), 431],
      ['another host', requestOf('GET / HTTP/1.1', 'Host: evil.example'), 403],
      ['no host', requestOf('GET / HTTP/1.1'), 400],
      [
        'another path of WebSockets',
        requestOf('GET /x HTTP/1.1', `Host: ${authority}`, 'Upgrade: websocket', 'Connection: Upgrade'),
        400,
      ],
      [
        'another protocol',
        requestOf('GET / HTTP/1.1', `Host: ${authority}`, 'Upgrade: h2c', 'Connection: Upgrade'),
        400,
      ],
    ] as const
    for (const [what, bytes, status] of broken) {
      const answer = await say(listener(), bytes)
      expect({ what, status: answer.status }).toEqual({ what, status })
      expectGuarded(answer, listener(), { kind: 'document' })
    }
  })
})

test('plain HTTP on the TLS port is redirected or refused, and never more', async () => {
  const { port, authority } = listeners[2] as Listener
  for (const [host, line, status] of [
    [authority, 'GET /session/1', 308],
    [authority, 'POST /auth/local', 403],
    ['evil.example', 'GET /', 403],
    [authority, 'GET http://evil.example/', 403],
  ] as const) {
    const answer = await say({ port }, requestOf(`${line} HTTP/1.1`, `Host: ${host}`))
    expect(answer.status).toBe(status)
    expectGuarded(answer, { name: 'plain' }, { kind: 'document' })
  }
  expectGuarded(await say({ port }, 'hello\r\n\r\n'), { name: 'plain' }, { kind: 'document' })
})
