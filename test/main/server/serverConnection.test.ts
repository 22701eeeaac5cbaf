import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { ServerConnection } from '#main/server/serverConnection.ts'

afterEach(() => void vi.useRealTimers())

test('a call is answered by the frame that names it, and refused by the one that refuses it', async () => {
  const { connection, client } = await setup()
  const socket = await client()
  const question = connection.call('connection.ping', {})
  const { id } = await nextFrame(socket, 'ping')
  socket.send(JSON.stringify({ type: 'pong', reply_to: id, data: {} }))
  await expect(question).resolves.toEqual({})
  const refused = connection.call('connection.ping', {}).catch((error: unknown) => error)
  const second = await nextFrame(socket, 'ping', 1)
  socket.send(
    JSON.stringify({
      type: 'error',
      reply_to: second.id,
      data: { code: 'RATE_001', message: 'Too fast.', details: {} },
    }),
  )
  expect(await refused).toMatchObject({ code: 'RATE_001', message: 'Too fast.' })
})

test.each([
  [4410, 'for_good'],
  [1006, 'unexpectedly'],
  [4401, 'unexpectedly'],
])(
  'a socket that ends with %d is told once and never opened again by itself: its cookie is not for strangers',
  async (code, how) => {
    const { connection, client, address, onLost, opened } = await setup()
    const socket = await client()
    const pending = connection.call('connection.ping', {}).catch((error: unknown) => error)
    await nextFrame(socket, 'ping')
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    if (code === 1006) {
      socket.terminate()
    } else {
      socket.close(code)
    }
    await vi.waitFor(() => expect(onLost).toHaveBeenCalledWith(how))
    expect(await pending).toMatchObject({ details: { unsent: true } })
    await expect(connection.call('connection.ping', {})).rejects.toMatchObject({ code: 'HOST_001' })
    await vi.advanceTimersByTimeAsync(60_000)
    vi.useRealTimers()
    expect(onLost).toHaveBeenCalledTimes(1)
    await connection.open({ ...address, ws_url: `${address.ws_url}?again` })
    await vi.waitFor(() => expect(opened).toContain('/ws?again'))
    expect(opened).toEqual(['/ws', '/ws?again'])
  },
)

test('signs in once: what is opened later goes with the same cookie, unless the server forgot it', async () => {
  const { connection, client, address, cookies, signIns, onLost } = await setup()
  await client()
  await connection.open(address)
  await vi.waitFor(() => expect(cookies).toEqual(['who=me', 'who=me']))
  expect(signIns()).toBe(1)
  const socket = await client()
  socket.close(4401)
  await vi.waitFor(() => expect(onLost).toHaveBeenCalled())
  await connection.open(address)
  expect(signIns()).toBe(2)
})

/** A server with one page of its own, which signs in whoever asks, and the program connected to it. */
async function setup() {
  const cookies: (string | undefined)[] = []
  const opened: (string | undefined)[] = []
  let signIns = 0
  const sockets = new WebSocketServer({ noServer: true })
  const server = createServer((_request, response) => {
    signIns += 1
    response.setHeader('set-cookie', 'who=me; HttpOnly').end('{}')
  })
  server.on('upgrade', (request, stream, head) => {
    cookies.push(request.headers.cookie)
    opened.push(request.url)
    sockets.handleUpgrade(request, stream, head, (socket) => {
      received.set(socket, [])
      socket.on('message', (bytes: Buffer) => received.get(socket)?.push(JSON.parse(String(bytes)) as Frame))
    })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const local_url = `http://127.0.0.1:${port}`
  const address = { local_url, ws_url: `ws://127.0.0.1:${port}/ws`, sign_in_url: `${local_url}/#secret=s` }
  const onLost = vi.fn<(how: string) => void>()
  const follower = { onOverview: () => {}, onEvent: () => {}, onSecurityNotice: () => {} }
  const connection = new ServerConnection({ userAgent: 'test', follower, onLost })
  onTestFinished(() => {
    connection.close()
    server.closeAllConnections()
    server.close()
  })
  await connection.open(address)
  const client = () =>
    vi.waitFor(() => {
      const socket = [...sockets.clients].at(-1)
      if (socket === undefined || !(received.get(socket) ?? []).some(({ type }) => type === 'subscribe_all')) {
        throw new Error('It does not follow yet.')
      }
      return socket
    })
  return { connection, client, address, cookies, onLost, signIns: () => signIns, opened }
}

interface Frame {
  readonly type: string
  readonly id: string
}

const received = new WeakMap<WebSocket, Frame[]>()

function nextFrame(socket: WebSocket, type: string, nth = 0): Promise<Frame> {
  return vi.waitFor(() => {
    const frame = (received.get(socket) ?? []).filter((one) => one.type === type)[nth]
    if (frame === undefined) {
      throw new Error(`No ${type} yet.`)
    }
    return frame
  })
}
