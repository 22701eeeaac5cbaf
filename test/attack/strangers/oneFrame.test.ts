import { connect } from 'node:net'
import { once } from 'node:events'
import { describe, expect, onTestFinished, test } from 'vitest'
import { MAX_FRAME_BYTES, MAX_PUBLIC_BYTES } from '#shared/protocol/frames.ts'
import { askRemotely, startRemoteGateway } from '#test/support/gateway/remote.ts'
import { openSignedIn, openSocket } from '#test/support/gateway/socket.ts'

/** Texts that a reader which starts over at every quote, bracket or escape never gets through. */
const shapes: readonly (readonly [string, (bytes: number) => string])[] = [
  ['a text of escaped quotes that never ends', (bytes) => `"${'\\"'.repeat(bytes / 2)}`],
  ['quotes and nothing else', (bytes) => '"'.repeat(bytes)],
  ['opening brackets', (bytes) => '['.repeat(bytes)],
  ['backslashes in a text', (bytes) => `"${'\\'.repeat(bytes)}`],
]

const TOO_BIG = 1009

async function house() {
  const world = await startRemoteGateway()
  const { token } = await world.personalToken(['read', 'drive'])
  const neighbour = await openSignedIn(world.wsUrl, token)
  const listeners = [
    ['loopback', async () => openSocket(world.wsUrl)],
    ['remote', async () => openSocket(world.listener.wsUrl, {}, { ca: world.listener.ca })],
  ] as const
  return { ...world, token, neighbour, listeners }
}

describe('a stranger', () => {
  test.each([64 * 1024, 512 * 1024, MAX_FRAME_BYTES])(
    'who sends %i bytes before signing in is hung up on, at both listeners',
    async (bytes) => {
      const { listeners, neighbour } = await house()
      for (const [, open] of listeners) {
        for (const [, shape] of shapes) {
          const stranger = await open()
          stranger.send(shape(bytes))
          expect((await neighbour.ask('ping')).type).toBe('pong')
          expect((await stranger.closed()).code).toBe(TOO_BIG)
        }
      }
    },
  )

  test('gets an answer to the largest frame that a stranger may send, and everybody else gets theirs', async () => {
    const { listeners, neighbour } = await house()
    for (const [, open] of listeners) {
      for (const [, shape] of shapes) {
        const stranger = await open()
        stranger.send(shape(MAX_PUBLIC_BYTES - 2))
        expect((await neighbour.ask('ping')).type).toBe('pong')
        expect((await stranger.closed()).code).toBe(4401)
        expect(stranger.frames).toMatchObject([{ type: 'error', data: { code: 'WS_002' } }])
      }
    }
  })

  test('who sends the largest frame six times in a row takes nothing from anybody', async () => {
    const { listeners, neighbour, url } = await house()
    for (const [, open] of listeners) {
      const strangers = await Promise.all(Array.from({ length: 6 }, open))
      for (const stranger of strangers) {
        stranger.send(`"${'\\"'.repeat(MAX_FRAME_BYTES / 2)}`)
      }
      expect((await neighbour.ask('ping')).type).toBe('pong')
      expect((await fetch(`${url}/live`)).status).toBe(200)
      const codes = await Promise.all(strangers.map(async (stranger) => (await stranger.closed()).code))
      expect(codes).toEqual(Array.from({ length: 6 }, () => TOO_BIG))
    }
  })

  test('who only announces a large frame is hung up on before a byte of it came', async () => {
    const { wsUrl } = await house()
    const { host, port } = new URL(wsUrl)
    const socket = connect(Number(port), '127.0.0.1')
    onTestFinished(() => void socket.destroy())
    socket.write(
      `GET /ws HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
    )
    const answered = Buffer.from((await once(socket, 'data'))[0] as Buffer)
    expect(answered.toString('latin1')).toContain('101')
    // A text of 16 KiB and one byte, masked; nothing of it follows.
    const header = Buffer.from([0x81, 0xff, 0, 0, 0, 0, 0, 0, 0x40, 0x01])
    socket.write(header)
    const [close] = (await once(socket, 'data')) as [Buffer]
    expect(close[0]).toBe(0x88)
    expect(close.readUInt16BE(2)).toBe(TOO_BIG)
  })

  test('who sends a large frame in small pieces is hung up on all the same', async () => {
    const { wsUrl } = await house()
    const { WebSocket } = await import('ws')
    const socket = new WebSocket(wsUrl)
    onTestFinished(() => socket.terminate())
    await once(socket, 'open')
    for (let piece = 0; piece < 20; piece += 1) {
      socket.send('x'.repeat(1024), { fin: false })
    }
    expect((await once(socket, 'close'))[0]).toBe(TOO_BIG)
  })

  test('whose body is larger than a sign-in needs is refused, at both listeners', async () => {
    const { url, listener } = await house()
    const headers = { 'content-type': 'application/json' }
    for (const bytes of [64 * 1024, MAX_FRAME_BYTES]) {
      const sent = { method: 'POST', headers, body: `"${'\\"'.repeat(bytes / 2)}` }
      expect((await fetch(`${url}/auth/local`, sent)).status).toBe(413)
      expect((await fetch(`${url}/auth/refresh`, sent)).status).toBe(413)
      expect((await askRemotely(listener, '/auth/refresh', sent)).status).toBe(413)
      // No sign-in links through this listener: refused before anything is read.
      expect((await askRemotely(listener, '/auth/local', sent)).status).toBe(403)
    }
  })
})

test('who is signed in may send a frame as large as the longest prompt, by cookie, header and first frame', async () => {
  const { wsUrl, url, token, signIn } = await house()
  const { cookie } = await signIn()
  const sockets = [
    await openSignedIn(wsUrl, token),
    await openSocket(wsUrl, { authorization: `Bearer ${token}` }),
    await openSocket(wsUrl, { cookie, origin: url }),
  ]
  for (const socket of sockets) {
    await socket.ask('ping')
    const reply = await socket.ask('ping', { data: { padding: 'x'.repeat(MAX_FRAME_BYTES - 200) } })
    expect(reply.data).toMatchObject({ code: 'WS_002' })
  }
})
