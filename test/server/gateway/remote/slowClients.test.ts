import { once } from 'node:events'
import { createServer } from 'node:https'
import { type Socket, connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { demultiplex } from '#server/gateway/remote/listener/demultiplex.ts'

const challenges = { isPending: () => true, certificateFor: () => null }

/** A port with the remote listener's sorting, that gives up soon. */
async function openPort(): Promise<number> {
  const server = createServer()
  demultiplex(server, { locate: () => null, challenges, firstBytesWithinMs: 150 })
  onTestFinished(() => void server.close())
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

/** Sends one byte after the other until the other side has enough of it. */
async function dribble(socket: Socket, bytes: Buffer): Promise<'cut off' | 'heard out'> {
  let at = 0
  const timer = setInterval(() => socket.write(bytes.subarray(at, ++at)), 20)
  onTestFinished(() => clearInterval(timer))
  socket.on('error', () => {})
  // Being reset is one way of being cut off: `once` would take it for a failure of the test.
  await new Promise((resolve) => socket.resume().once('close', resolve))
  clearInterval(timer)
  return at < bytes.length || bytes.length === 0 ? 'cut off' : 'heard out'
}

test.each([
  ['says nothing', Buffer.alloc(0)],
  ['dribbles a request', Buffer.from(`GET / HTTP/1.1\r\nX-Slow: ${'y'.repeat(500)}`)],
  ['dribbles a handshake', Buffer.concat([Buffer.from([22, 3, 1, 2, 0, 1, 0, 1, 252]), Buffer.alloc(500)])],
])('a client that %s is cut off', async (_name, bytes) => {
  const socket = connect({ host: '127.0.0.1', port: await openPort() })
  await once(socket, 'connect')
  expect(await dribble(socket, bytes)).toBe('cut off')
})
