import { once } from 'node:events'
import { type ServerResponse, createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { createUnauthenticatedSockets } from '#server/gateway/unauthenticated/unauthenticatedSockets.ts'
import { systemClock } from '#server/platform/clock.ts'
import { connectRaw, requestOf, say } from '#test/support/gateway/rawHttp.ts'
import { type RemoteListener, askRemotely, startRemoteGateway } from '#test/support/gateway/remote.ts'
import { openSignedIn, openSocket } from '#test/support/gateway/socket.ts'
import { until } from '#test/support/until.ts'

/** As in the product: of one address block, and of all. */
const PER_ADDRESS_BLOCK = 128
const ALL = 1280
const LOOPBACK = 1024

const HALF = 'GET / HTTP/1.1\r\nHost: half'

/** Connections that never get as far as a request; ended with the test. */
async function crowd(count: number, from: (index: number) => Promise<Socket>): Promise<Socket[]> {
  const sockets: Socket[] = []
  onTestFinished(() => sockets.forEach((socket) => socket.destroy()))
  for (let index = 0; index < count; index += 64) {
    const batch = Array.from({ length: Math.min(64, count - index) }, async (_, at) => from(index + at))
    sockets.push(...(await Promise.all(batch)))
  }
  sockets.forEach((socket) => socket.resume())
  return sockets
}

const openOnes = (sockets: readonly Socket[]) => sockets.filter(({ closed }) => !closed).length

/** From another address of this machine for each: as many address blocks. */
const addressOf = (index: number) => `127.1.${Math.floor(index / 200)}.${(index % 200) + 1}`

async function signedInOver(listener: RemoteListener, token: string, localAddress: string): Promise<number> {
  const headers = { authorization: `Bearer ${token}` }
  return (await askRemotely(listener, '/api/user/profile', { headers, localAddress })).status
}

test('one address block holds no more connections than its share, and still gets in itself', async () => {
  const { listener, personalToken } = await startRemoteGateway()
  const { token } = await personalToken(['read'])
  const sockets = await crowd(PER_ADDRESS_BLOCK + 100, async () =>
    connectRaw({ port: listener.port, localAddress: '127.9.9.9' }),
  )
  await until(() => openOnes(sockets) <= PER_ADDRESS_BLOCK, { what: 'the oldest to be ended' })
  expect(openOnes(sockets)).toBeGreaterThan(PER_ADDRESS_BLOCK / 2)
  expect(await signedInOver(listener, token, '127.9.9.9')).toBe(200)
  expect(await signedInOver(listener, token, '127.9.9.10')).toBe(200)
})

test(
  'a crowd from many addresses locks nobody out: not at the remote listener, not at the machine',
  { timeout: 60_000 },
  async () => {
    const { listener, ask, personalToken, signIn, wsUrl } = await startRemoteGateway()
    const { token } = await personalToken(['read'])
    const early = await openSocket(listener.wsUrl, { authorization: `Bearer ${token}` }, { ca: listener.ca })
    expect((await early.ask('ping')).type).toBe('pong')
    const sockets = await crowd(ALL + 200, async (index) => {
      const socket = await connectRaw({ port: listener.port, localAddress: addressOf(index) })
      socket.write(index % 2 === 0 ? Buffer.from([22, 3, 1, 2]) : HALF)
      return socket
    })
    await until(() => openOnes(sockets) <= ALL, { what: 'the oldest to be ended' })
    expect(await signedInOver(listener, token, '127.9.9.9')).toBe(200)
    // Who has proven who they are is never one of those that make room.
    expect((await early.ask('ping')).type).toBe('pong')
    const owner = await signIn()
    expect((await ask('GET', '/api/user/profile', { token: owner.token })).status).toBe(200)
    expect((await (await openSignedIn(wsUrl, owner.token)).ask('ping')).type).toBe('pong')
  },
)

test('half a request from this machine, a thousand times, does not keep its owner out', async () => {
  const { url, ask, signIn } = await startRemoteGateway()
  const port = Number(new URL(url).port)
  const sockets = await crowd(LOOPBACK + 100, async (index) => {
    const socket = await connectRaw({ port, host: index % 2 === 0 ? '127.0.0.1' : '::1' })
    socket.write(HALF)
    return socket
  })
  await until(() => openOnes(sockets) <= LOOPBACK, { what: 'the oldest to be ended' })
  const { token } = await signIn()
  expect((await ask('GET', '/api/user/profile', { token })).status).toBe(200)
})

test('sockets that are not signed in make room for one another, and the owner’s gets in', async () => {
  const { listener, personalToken, wsUrl, signIn } = await startRemoteGateway()
  const { token } = await personalToken(['read'])
  const unproven = await Promise.all(
    Array.from({ length: 40 }, async () => openSocket(listener.wsUrl, {}, { ca: listener.ca })),
  )
  const [oldest] = unproven
  expect(await oldest?.closed()).toEqual({ code: 4429, reason: 'too many sockets that are not signed in' })
  const mine = await openSocket(listener.wsUrl, { authorization: `Bearer ${token}` }, { ca: listener.ca })
  expect((await mine.ask('ping')).type).toBe('pong')
  expect((await (await openSignedIn(wsUrl, (await signIn()).token)).ask('ping')).type).toBe('pong')
})

test('a refused upgrade is ended, though the other side never hangs up', async () => {
  const { url, listener } = await startRemoteGateway()
  const port = Number(new URL(url).port)
  // `say` resolves when the connection ends, and does nothing for it.
  expect((await say({ port }, upgrade(`127.0.0.1:${port}`))).status).toBe(400)
  expect((await say({ port: listener.port, ca: listener.ca }, upgrade(`127.0.0.1:${listener.port}`))).status).toBe(400)
})

test('half a WebSocket handshake from beyond is told why, and ended', async () => {
  const { url } = await startRemoteGateway()
  const { port, host } = new URL(url)
  const said = await say(
    { port: Number(port) },
    requestOf('GET /ws HTTP/1.1', `Host: ${host}`, 'Upgrade: websocket').replace(
      'Connection: close',
      'Connection: Upgrade',
    ),
  )
  expect([said.status, said.headers['content-type']]).toEqual([400, 'application/json; charset=utf-8'])
  expect(JSON.parse(said.body)).toMatchObject({ error: { code: 'HTTP_002' } })
})

test('a stranger that does not take in an answer is cut off, somebody signed in is not', async () => {
  const limits = { perAddressBlock: 8, total: 8, takeAnswerWithinMs: 100 }
  const strangers = createUnauthenticatedSockets({ ...limits, clock: systemClock, isTrusted: () => false })
  const server = createServer((request, response) => {
    strangers.watchAnswer(request, response)
    if (request.url === '/known') {
      strangers.vouch(request.socket)
    }
    response.end(Buffer.alloc(32_000_000))
  })
  strangers.watch(server)
  onTestFinished(() => void server.close())
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const answered: Record<string, ServerResponse> = {}
  server.on('request', ({ url = '' }, response) => (answered[url] = response))
  for (const address of ['/known', '/stranger']) {
    const socket = await connectRaw({ port })
    onTestFinished(() => void socket.destroy())
    socket.pause().write(requestOf(`GET ${address} HTTP/1.1`, `Host: 127.0.0.1:${port}`))
    await until(() => answered[address], { what: 'the request' })
  }
  await once(answered['/stranger'] ?? server, 'close')
  expect(answered['/known']?.destroyed).toBe(false)
})

function upgrade(host: string): string {
  return `GET /ws?x HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n`
}
