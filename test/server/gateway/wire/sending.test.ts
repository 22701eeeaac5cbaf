import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { UserId } from '#shared/ids.ts'
import { type Sending, createSending } from '#server/gateway/wire/streams/sending.ts'
import { SocketViewer } from '#server/gateway/wire/streams/viewer.ts'

const actor = { user_id: UserId.parse('me'), username: 'Mia', role: 'owner' } as const

/** Sockets of a real server, as a gateway has them, and what their clients get. */
async function sockets(count: number, sending: Sending) {
  const http = createServer().listen(0, '127.0.0.1')
  await once(http, 'listening')
  const server = new WebSocketServer({ noServer: true, perMessageDeflate: false })
  const viewers: SocketViewer[] = []
  http.on('upgrade', (request, transport, head) =>
    server.handleUpgrade(request, transport, head, (socket) => {
      viewers.push(new SocketViewer({ actor, socket, transport: request.socket, sending, onSent: () => {} }))
    }),
  )
  onTestFinished(() => {
    http.close()
    http.closeAllConnections()
  })
  const got: (string | number)[][] = []
  for (let index = 0; index < count; index += 1) {
    const client = new WebSocket(`ws://127.0.0.1:${(http.address() as AddressInfo).port}`)
    onTestFinished(() => client.terminate())
    const mine: (string | number)[] = []
    got.push(mine)
    client.on('message', (data: Buffer, isBinary) => mine.push(isBinary ? data.length : data.toString('utf8')))
    await once(client, 'open')
  }
  await expect.poll(() => viewers.length).toBe(count)
  return { viewers, got }
}

// Each length at which a header grows, and where one frame is no longer shared.
const lengths = [0, 1, 125, 126, 127, 65_535, 65_536, 65_537, 200_000]

test('a text arrives whole whatever its length, among bytes and pings, in its order', async () => {
  const { viewers, got } = await sockets(1, createSending())
  const texts = lengths.map((length) => 'ä'.repeat(Math.floor(length / 2)) + 'x'.repeat(length % 2))
  for (const text of texts) {
    viewers[0]?.send(Buffer.from(text))
    viewers[0]?.sendBytes(new Uint8Array(3))
  }
  await expect.poll(() => got[0]?.length).toBe(texts.length * 2)
  expect(got[0]).toEqual(texts.flatMap((text) => [text, 3]))
})

test('one event is framed once for all who look on, and another of the same turn again', async () => {
  const sending = createSending()
  const { viewers, got } = await sockets(3, sending)
  const [first, second] = [Buffer.from('the first'), Buffer.from('the second')]
  expect(sending.frameOf(first)).toBe(sending.frameOf(first))
  for (const payload of [first, second]) {
    viewers.forEach((viewer) => viewer.send(payload))
  }
  await expect.poll(() => got).toEqual(Array.from({ length: 3 }, () => ['the first', 'the second']))
})

test('what is written in one turn leaves as one piece', async () => {
  const sending = createSending()
  const calls: string[] = []
  const transport = { cork: () => calls.push('cork'), uncork: () => calls.push('uncork') }
  sending.hold(transport)
  sending.hold(transport)
  expect(calls).toEqual(['cork'])
  await new Promise(setImmediate)
  sending.hold(transport)
  await new Promise(setImmediate)
  expect(calls).toEqual(['cork', 'uncork', 'cork', 'uncork'])
})
