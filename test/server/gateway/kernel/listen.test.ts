import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { type WantedPort, createHttpServer, listenOnLoopback } from '#server/gateway/kernel/requests/listen.ts'

async function takenPort(): Promise<number> {
  const other = createServer()
  onTestFinished(() => void other.close())
  other.listen(0, '127.0.0.1')
  await once(other, 'listening')
  return (other.address() as AddressInfo).port
}

function httpServer(limits?: Parameters<typeof createHttpServer>[0]) {
  return createHttpServer(limits)
}

async function listen(wanted: WantedPort, server = httpServer()) {
  const listener = await listenOnLoopback(server, wanted)
  onTestFinished(async () => {
    server.closeAllConnections()
    await listener.close()
  })
  return listener
}

test('a port that a person chose is not exchanged for another one', async () => {
  const port = await takenPort()
  await expect(listenOnLoopback(httpServer(), { port, kind: 'strict' })).rejects.toMatchObject({
    code: 'PORT_001',
    message: expect.stringContaining(`Port ${port} is taken`),
  })
})

test('of a default port that is taken, the next free one is used', async () => {
  const port = await takenPort()
  expect((await listen({ port, kind: 'preferred' })).port).toBeGreaterThan(port)
})

test('only this machine can connect', async () => {
  const server = httpServer()
  await listen({ port: 0, kind: 'strict' }, server)
  expect((server.address() as AddressInfo).address).toBe('127.0.0.1')
})

test('a client that dribbles its request is cut off', async () => {
  const server = httpServer({ headersTimeout: 60, requestTimeout: 100, connectionsCheckingInterval: 20 })
  const { port } = await listen({ port: 0, kind: 'strict' }, server)
  const socket = connect(port, '127.0.0.1').resume()
  socket.write('GET / HTTP/1.1\r\nHost: ')
  await once(socket, 'close')
  expect(socket.destroyed).toBe(true)
})

test('whoever asks localhost by IPv6 gets the same answer, under the same limits', async () => {
  const server = httpServer({ headersTimeout: 60, requestTimeout: 100, connectionsCheckingInterval: 20 })
  server.on('request', (request, response) => response.end(request.headers.host))
  const { port } = await listen({ port: 0, kind: 'strict' }, server)
  expect(await (await fetch(`http://[::1]:${port}`)).text()).toBe(`[::1]:${port}`)
  const socket = connect(port, '::1').resume()
  socket.write('GET / HTTP/1.1\r\nHost: ')
  await once(socket, 'close')
})

test('a port that another program has on [::1] is taken: it would answer for localhost', async () => {
  const other = createServer()
  onTestFinished(() => void other.close())
  await once(other.listen(0, '::1'), 'listening')
  const { port } = other.address() as AddressInfo
  await expect(listenOnLoopback(httpServer(), { port, kind: 'strict' })).rejects.toMatchObject({ code: 'PORT_001' })
  expect((await listen({ port, kind: 'preferred' })).port).toBeGreaterThan(port)
})

test('after the stop nobody listens, in neither family', async () => {
  const server = httpServer()
  const listener = await listenOnLoopback(server, { port: 0, kind: 'strict' })
  await listener.close()
  await Promise.all(
    ['127.0.0.1', '::1'].map(async (host) => {
      const [error] = (await once(connect(listener.port, host), 'error').catch((failure: unknown) => [failure])) as [
        Error,
      ]
      expect(error.message).toContain('ECONNREFUSED')
    }),
  )
})

test('as shipped, a client has ten seconds for its headers and thirty for the whole request', () => {
  expect(createHttpServer()).toMatchObject({ headersTimeout: 10_000, requestTimeout: 30_000 })
})
