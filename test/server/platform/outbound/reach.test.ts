import { once } from 'node:events'
import { type IncomingMessage, createServer as createHttp } from 'node:http'
import { createServer as createHttps } from 'node:https'
import { type Server, createServer as createTcp } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { createCa, issueLeaf } from '#server/gateway/tls/ownCa/localCa.ts'
import { reach } from '#server/platform/outbound/reach.ts'
import { startConnectProxy } from '#test/fakes/connectProxy.ts'

test('whoever gives any answer is reached, and was told neither path nor credential', async () => {
  const asked: IncomingMessage[] = []
  const port = await listen(
    createHttp((request, response) => {
      asked.push(request)
      response.writeHead(302, { location: 'http://127.0.0.1:1/elsewhere' }).end()
    }),
  )
  expect(await reach(`http://ann:secret@127.0.0.1:${port}/base/path?key=secret`, {})).toMatchObject({
    kind: 'reachable',
    host: `127.0.0.1:${port}`,
    status: 302,
  })
  expect(asked.map(({ url, headers }) => [url, headers.authorization])).toEqual([['/', undefined]])
})

test('why somebody is not reached is said in words', async () => {
  const gone = createHttp()
  const port = await listen(gone)
  gone.close()
  const silent = await listen(createTcp(() => {}))
  const unknown = 'nobody.invalid'
  expect(await reach(`http://127.0.0.1:${port}`, {})).toMatchObject({ reason: 'the connection is refused' })
  expect(await reach(`http://127.0.0.1:${silent}`, {}, 200)).toMatchObject({ reason: 'nothing came within 0.2 s' })
  expect(await reach(`https://${unknown}`, {})).toEqual({
    kind: 'unreachable',
    host: unknown,
    reason: expect.stringContaining('its name is not known'),
  })
  expect(await reach('ftp://example.com', {})).toMatchObject({ kind: 'unreachable' })
})

test('a certificate that is not trusted is named as the reason', async () => {
  const now = Date.now()
  const ca = await createCa({ commonName: 'Nobody', constraints: { names: ['localhost'], networks: [] }, now })
  const leaf = await issueLeaf({ ca, hosts: ['localhost'], now })
  const port = await listen(createHttps({ cert: leaf.cert, key: leaf.key }, (_request, response) => response.end()))
  expect(await reach(`https://localhost:${port}`, {})).toMatchObject({
    kind: 'unreachable',
    reason: expect.stringMatching(/^its certificate is not trusted/),
  })
})

test('the way goes through the proxy of the environment', async () => {
  const port = await listen(createHttp((_request, response) => response.end('ok')))
  const proxy = await startConnectProxy(port)
  const answer = await reach('http://api.company.example', { HTTP_PROXY: proxy.url })
  expect(answer).toMatchObject({ kind: 'reachable', host: 'api.company.example', status: 200 })
  expect(proxy.asked).toEqual(['api.company.example:80'])
})

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const address = server.address()
  return address !== null && typeof address === 'object' ? address.port : 0
}
