import { once } from 'node:events'
import { type Socket, connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { askRemotely, shakeHands, startRemoteGateway } from '#test/support/gateway/remote.ts'

const limits = { headersTimeout: 400, connectionsCheckingInterval: 100 }
const CUT_OFF_WITHIN_MS = 5_000
const CROWD = 40

/** Sends a header line that never ends, ten bytes a second, until somebody hangs up. */
async function dribble(socket: Socket): Promise<number> {
  const began = performance.now()
  socket.on('error', () => {}).resume()
  socket.write('GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ')
  const timer = setInterval(() => socket.writable && socket.write('x'), 100)
  await once(socket, 'close')
  clearInterval(timer)
  return performance.now() - began
}

test('clients that dribble their requests are cut off at both listeners, and others are served meanwhile', async () => {
  const { ask, listener, url } = await startRemoteGateway({ limits })
  const sockets = await Promise.all(
    Array.from({ length: CROWD }, async (_, index) =>
      index % 2 === 0 ? connect(Number(new URL(url).port), '127.0.0.1') : shakeHands(listener),
    ),
  )
  onTestFinished(() => sockets.forEach((socket) => socket.destroy()))
  const crowd = Promise.all(sockets.map(dribble))
  expect((await ask('GET', '/live')).status).toBe(200)
  expect((await askRemotely(listener, '/live')).status).toBe(200)
  expect(Math.max(...(await crowd))).toBeLessThan(CUT_OFF_WITHIN_MS)
})
