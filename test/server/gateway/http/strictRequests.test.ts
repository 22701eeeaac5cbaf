import { beforeAll, describe, expect, test } from 'vitest'
import { type TestGateway } from '#test/support/gateway/gateway.ts'
import { type Endpoint, requestOf, say } from '#test/support/gateway/rawHttp.ts'
import { startRemoteGateway } from '#test/support/gateway/remote.ts'

let gateway: TestGateway
const listeners: Record<'loopback' | 'remote', Endpoint & { readonly authority: string }> = {
  loopback: { port: 0, authority: '' },
  remote: { port: 0, authority: '' },
}

beforeAll(async () => {
  const started = await startRemoteGateway({ env: { HOMEPORT_LIMITS_REQUESTS_PER_MINUTE: '100000' } })
  gateway = started
  const { port } = new URL(started.url)
  listeners.loopback = { port: Number(port), authority: `127.0.0.1:${port}` }
  listeners.remote = {
    port: started.listener.port,
    ca: started.listener.ca,
    authority: `127.0.0.1:${started.listener.port}`,
  }
})

describe.each(['loopback', 'remote'] as const)('at the %s listener', (name) => {
  /** `%` stands for the listener's own name and port. */
  const ask = async (...lines: string[]) => {
    const { authority, ...where } = listeners[name]
    const answer = await say(where, requestOf(...lines.map((line) => line.replaceAll('%', authority))))
    const { error } = (answer.headers['content-type']?.includes('json') === true ? JSON.parse(answer.body) : {}) as {
      error?: { code: string }
    }
    return [answer.status, error?.code ?? null]
  }

  test.each([
    ['its own name', ['GET /live HTTP/1.1', 'Host: %'], [200, null]],
    ['its own name, shouted', ['GET /live HTTP/1.1', 'HOST: %'], [200, null]],
    ['HTTP/1.0 with a host', ['GET /live HTTP/1.0', 'Host: %'], [200, null]],
    ['HTTP/1.0 without a host', ['GET /live HTTP/1.0'], [400, 'HTTP_002']],
    ['no host', ['GET /live HTTP/1.1'], [400, 'HTTP_002']],
    ['two hosts, ours first', ['GET /live HTTP/1.1', 'Host: %', 'Host: evil.example'], [400, 'HTTP_002']],
    ['two hosts, ours last', ['GET /live HTTP/1.1', 'Host: evil.example', 'Host: %'], [400, 'HTTP_002']],
    ['the same host twice', ['GET /live HTTP/1.1', 'Host: %', 'host: %'], [400, 'HTTP_002']],
    ['a host in the address', ['GET http://evil.example/live HTTP/1.1', 'Host: %'], [400, 'HTTP_002']],
    ['our own host in the address', ['GET http://%/live HTTP/1.1', 'Host: %'], [400, 'HTTP_002']],
    ['an address without a slash', ['GET live HTTP/1.1', 'Host: %'], [400, 'HTTP_002']],
    ['the asterisk', ['OPTIONS * HTTP/1.1', 'Host: %'], [400, 'HTTP_002']],
    ['an empty host', ['GET /live HTTP/1.1', 'Host: '], [403, 'AUTH_006']],
    ['another host', ['GET /live HTTP/1.1', 'Host: evil.example'], [403, 'AUTH_006']],
    ['a name before the host', ['GET /live HTTP/1.1', 'Host: me@%'], [403, 'AUTH_006']],
    ['a name and a secret before the host', ['GET /live HTTP/1.1', 'Host: me:x@%'], [403, 'AUTH_006']],
    ['another port', ['GET /live HTTP/1.1', 'Host: 127.0.0.1:1'], [403, 'AUTH_006']],
    ['a port with zeros before it', ['GET /live HTTP/1.1', 'Host: 127.0.0.1:0080'], [403, 'AUTH_006']],
    ['no port', ['GET /live HTTP/1.1', 'Host: 127.0.0.1'], [403, 'AUTH_006']],
    ['a trailing dot', ['GET /live HTTP/1.1', 'Host: localhost.:1'], [403, 'AUTH_006']],
    ['our address as a number', ['GET /live HTTP/1.1', 'Host: 2130706433'], [403, 'AUTH_006']],
    ['a name in another script', ['GET /live HTTP/1.1', 'Host: xn--lcalhost-54a:1'], [403, 'AUTH_006']],
    ['two hosts in one', ['GET /live HTTP/1.1', 'Host: %, evil.example'], [403, 'AUTH_006']],
    ['a path behind the host', ['GET /live HTTP/1.1', 'Host: %/x'], [403, 'AUTH_006']],
    ['another X-Forwarded-Host', ['GET /live HTTP/1.1', 'Host: %', 'X-Forwarded-Host: evil.example'], [200, null]],
    [
      'two origins',
      ['GET /live HTTP/1.1', 'Host: %', 'Origin: http://%', 'Origin: http://evil.example'],
      [400, 'HTTP_002'],
    ],
    [
      'two answers to where it comes from',
      ['GET /live HTTP/1.1', 'Host: %', 'Sec-Fetch-Site: same-origin', 'Sec-Fetch-Site: cross-site'],
      [400, 'HTTP_002'],
    ],
    [
      'two credentials',
      ['GET /api/sessions HTTP/1.1', 'Host: %', 'Authorization: Bearer a', 'Authorization: Bearer b'],
      [400, 'HTTP_002'],
    ],
    ['a continued header', ['GET /live HTTP/1.1', 'Host: %', 'X: a\r\n b'], [400, 'HTTP_002']],
    ['a space before the colon', ['GET /live HTTP/1.1', 'Host: %', 'X : a'], [400, 'HTTP_002']],
    ['a zero byte in a header', ['GET /live HTTP/1.1', 'Host: %', 'X: \0'], [400, 'HTTP_002']],
    ['a line feed alone', ['GET /live HTTP/1.1\nHost: %'], [400, 'HTTP_002']],
    ['a tunnel', ['CONNECT evil.example:443 HTTP/1.1', 'Host: %'], [0, null]],
  ] as const)('a request with %s', async (_what, lines, right) => {
    expect(await ask(...lines)).toEqual(right)
  })

  /** A second request hides in what one reader takes for the body of the first. */
  test.each([
    ['both lengths', 'Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
    ['two lengths', 'Content-Length: 0\r\nContent-Length: 44\r\n\r\n'],
    ['two lengths in one', 'Content-Length: 0, 44\r\n\r\n'],
    ['a negative length', 'Content-Length: -1\r\n\r\n'],
    ['a length with a sign', 'Content-Length: +0\r\n\r\n'],
    ['a length in hexadecimal', 'Content-Length: 0x0\r\n\r\n'],
    ['a coding that is not the last', 'Transfer-Encoding: chunked, identity\r\n\r\n'],
    ['a coding nobody knows', 'Transfer-Encoding: xchunked\r\n\r\n'],
    ['a coding behind a tab', 'Transfer-Encoding:\tchunked\r\nContent-Length: 0\r\n\r\n'],
    ['a chunk of no size', 'Transfer-Encoding: chunked\r\n\r\nzz\r\n'],
    ['a chunk beyond all numbers', 'Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n'],
  ])('a request with %s is refused, and nothing behind it is read', async (_what, rest) => {
    const { authority, ...where } = listeners[name]
    const hidden = `GET /live HTTP/1.1\r\nHost: ${authority}\r\n\r\n`
    const json = 'Content-Type: application/json\r\n'
    const answer = await say(where, `POST /auth/local HTTP/1.1\r\nHost: ${authority}\r\n${json}${rest}${hidden}`)
    expect(answer.text).not.toContain('"live"')
    expect(answer.status).toBe(400)
  })
})

test('what is refused at the parser leaves the server as it was', async () => {
  expect((await gateway.ask('GET', '/live')).status).toBe(200)
})
