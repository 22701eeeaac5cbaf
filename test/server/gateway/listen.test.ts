import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { createHttpServer, listenOnLoopback } from '#server/gateway/listen.ts'

async function takenPort(): Promise<number> {
  const other = createServer()
  onTestFinished(() => void other.close())
  other.listen(0, '127.0.0.1')
  await once(other, 'listening')
  return (other.address() as AddressInfo).port
}

function httpServer(limits?: Parameters<typeof createHttpServer>[0]) {
  const server = createHttpServer(limits)
  onTestFinished(() => void server.close())
  return server
}

test('a port that a person chose is not exchanged for another one', async () => {
  const port = await takenPort()
  await expect(listenOnLoopback(httpServer(), { port, kind: 'strict' })).rejects.toMatchObject({
    code: 'SETTINGS_001',
    message: expect.stringContaining(`Port ${port} is taken`),
  })
})

test('of a default port that is taken, the next free one is used', async () => {
  const port = await takenPort()
  expect(await listenOnLoopback(httpServer(), { port, kind: 'preferred' })).toBeGreaterThan(port)
})

test('only this machine can connect', async () => {
  const server = httpServer()
  await listenOnLoopback(server, { port: 0, kind: 'strict' })
  expect((server.address() as AddressInfo).address).toBe('127.0.0.1')
})

test('a client that dribbles its request is cut off', async () => {
  const server = httpServer({ headersTimeout: 60, requestTimeout: 100, connectionsCheckingInterval: 20 })
  const port = await listenOnLoopback(server, { port: 0, kind: 'strict' })
  const socket = connect(port, '127.0.0.1').resume()
  socket.write('GET / HTTP/1.1\r\nHost: ')
  await once(socket, 'close')
  expect(socket.destroyed).toBe(true)
})
