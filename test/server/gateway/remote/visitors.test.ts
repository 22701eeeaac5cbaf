import { once } from 'node:events'
import { createServer } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { serverLimits } from '#server/gateway/kernel/requests/listen.ts'
import { behindProxies } from '#server/gateway/remote/listener/behindProxies.ts'
import { createUnauthenticatedSockets } from '#server/gateway/unauthenticated/unauthenticatedSockets.ts'
import { createTrustedProxies } from '#server/gateway/kernel/origin/trustedProxies.ts'
import type { RemoteApp } from '#server/gateway/remote/listener/listener.ts'
import type { RemoteAccess } from '#server/gateway/remote/access/remoteAccess.ts'
import { withVisitors } from '#server/gateway/remote/access/visitors.ts'
import { FakeClock } from '#test/fakes/fakeClock.ts'
import { askLocally, askRemotely, startRemoteGateway } from '#test/support/gateway/remote.ts'

test('a request of another device is told with its address and time, those of this machine are not', async () => {
  const gateway = await startRemoteGateway()
  expect((await askRemotely(gateway.listener, '/live')).status).toBe(200)
  expect((await askLocally(gateway, 'remote.status', {})).visitor).toBeNull()

  const clock = new FakeClock()
  let own: readonly string[] = ['127.0.0.1']
  const app: { current?: RemoteApp } = {}
  const plain = { begin: async (begun: RemoteApp) => void (app.current = begun), status: () => gateway.listener.status }
  const remote = withVisitors(plain as unknown as RemoteAccess, { clock, ownAddresses: () => own })
  const unauthenticated = createUnauthenticatedSockets({ clock, isTrusted: () => true, perAddressBlock: 1, total: 1 })
  const plainApp: RemoteApp = {
    onRequest: (_request, response) => void response.end(),
    onUpgrade: () => {},
    unauthenticated,
    serverLimits,
  }
  const proxies = createTrustedProxies(() => ['127.0.0.1'])
  await remote.begin(behindProxies(plainApp, { proxies, locate: () => null }))
  const server = createServer((request, response) => app.current?.onRequest(request, response)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
  const visit = (headers: Record<string, string> = {}) => fetch(url, { headers })
  await visit()
  expect(remote.status().visitor).toBeNull()
  own = []
  await visit()
  await visit()
  expect(remote.status().visitor).toEqual({ address: '127.0.0.1', at: clock.timestamp(), count: 2 })
  await visit({ 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'https' })
  expect(remote.status().visitor).toMatchObject({ address: '203.0.113.9', count: 3 })
})
