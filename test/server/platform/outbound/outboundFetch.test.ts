import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer as createHttp } from 'node:http'
import { createServer as createHttps } from 'node:https'
import type { Server } from 'node:net'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createCa, issueLeaf } from '#server/gateway/tls/ownCa/localCa.ts'
import { outboundFetch } from '#server/platform/outbound/outboundFetch.ts'
import { startConnectProxy } from '#test/fakes/connectProxy.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

const NAME = 'api.company.example'
const request = () => ({ signal: AbortSignal.timeout(10_000), redirect: 'error' }) as const

test('the world is asked through the proxy, with its password, by name, and believed by the company’s authority', async () => {
  const folder = temporaryFolder()
  const now = Date.now()
  const ca = await createCa({ commonName: 'Company', constraints: { names: [NAME], networks: [] }, now })
  const leaf = await issueLeaf({ ca, hosts: [NAME], now })
  const server = createHttps({ cert: leaf.cert, key: leaf.key }, (_request, response) => response.end('through'))
  const proxy = await startConnectProxy(await listen(server))
  const file = path.join(folder, 'company.pem')
  writeFileSync(file, ca.cert)
  const HTTPS_PROXY = proxy.url.replace('//', '//ann:secret@')

  const answer = await outboundFetch(`https://${NAME}/x`, request(), { HTTPS_PROXY, NODE_EXTRA_CA_CERTS: file })
  expect(await text(answer.body)).toBe('through')
  expect(proxy.asked).toEqual([`${NAME}:443`])
  expect(proxy.credentials).toEqual([`Basic ${Buffer.from('ann:secret').toString('base64')}`])
  await expect(outboundFetch(`https://${NAME}/x`, request(), { HTTPS_PROXY })).rejects.toThrow('fetch failed')
})

test('what runs on this machine is asked directly, whatever the environment says', async () => {
  const port = await listen(createHttp((_request, response) => response.end('direct')))
  const proxy = await startConnectProxy(port)
  const env = { HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url, ALL_PROXY: proxy.url, NODE_USE_ENV_PROXY: '1' }
  for (const host of ['127.0.0.1', 'localhost']) {
    const answer = await outboundFetch(`http://${host}:${port}/`, request(), env)
    expect(await text(answer.body)).toBe('direct')
  }
  expect(proxy.asked).toEqual([])
})

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const address = server.address()
  return address !== null && typeof address === 'object' ? address.port : 0
}

async function text(body: AsyncIterable<Uint8Array> | null): Promise<string> {
  const parts: Uint8Array[] = []
  for await (const part of body ?? []) {
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}
