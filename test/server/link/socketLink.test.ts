import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { once } from 'node:events'
import path from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { HomeportError } from '#shared/errors.ts'
import { SessionId, UserId } from '#shared/ids.ts'
import type { Actor } from '#shared/operations/session.ts'
import { encodeFrame, MAX_HELLO_BYTES } from '#server/link/socket/frameCodec.ts'
import type { HostLink, LinkState } from '#server/link/link.ts'
import { GatewayFrame, HostFrame, LINK_VERSION } from '#server/link/socket/linkFrames.ts'
import { listenForGateways } from '#server/link/socket/socketHost.ts'
import { connectSocketLink } from '#server/link/socket/socketLink.ts'
import { FakeHostPort } from '#test/fakes/fakeHostPort.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

const SECRET = 'a secret of the run file'
const session_id = SessionId.parse('3f0c7b1e-8a54-4c1b-9b7e-2d5a4f6c8e01')
const actor: Actor = { user_id: UserId.parse('me'), username: 'Mia', role: 'owner' }

async function listen(maxUnreadBytes?: number) {
  const port = new FakeHostPort(session_id, actor.user_id)
  const complaints: string[] = []
  const log = {
    warn: (sentence: string, facts: object) => complaints.push(`${sentence} ${JSON.stringify(facts)}`),
    error: (sentence: string, facts: object) => complaints.push(`${sentence} ${JSON.stringify(facts)}`),
  }
  const address = path.join(temporaryFolder(), 's')
  const options = { port, path: address, secret: SECRET, hostVersion: '1.2.3', bootId: 'boot', log }
  const host = await listenForGateways(maxUnreadBytes === undefined ? options : { ...options, maxUnreadBytes })
  onTestFinished(() => host.close())
  const connectLink = (secret = SECRET) => {
    const link = connectSocketLink({ path: address, secret, log })
    onTestFinished(() => link.close())
    return link
  }
  return { port, complaints, address, host, connectLink }
}

function settled(link: HostLink): Promise<LinkState> {
  return new Promise((resolve) => link.onState(resolve))
}

async function ready(link: HostLink): Promise<HostLink> {
  expect(await settled(link)).toMatchObject({ kind: 'ready', host_version: '1.2.3', boot_id: 'boot' })
  return link
}

async function rawConnection(address: string): Promise<Socket> {
  const socket = connect(address)
  socket.on('error', () => {})
  onTestFinished(() => {
    socket.destroy()
  })
  await once(socket, 'connect')
  return socket
}

function hello(fields: object = {}): Buffer {
  return encodeFrame({ t: 'hello', link_version: LINK_VERSION, secret: SECRET, capabilities: [], ...fields })
}

describe('a stream', () => {
  test('opened in a flood of events misses none and gets none twice', async () => {
    const { port, connectLink } = await listen()
    const link = await ready(connectLink())
    const seen: number[] = []
    let isOpen = false
    link.onEvent(({ payload }) => {
      if (isOpen) {
        seen.push(Number(payload.toString()))
      }
    })
    const flood = setInterval(() => {
      for (let count = 0; count < 50; count += 1) {
        port.publish()
      }
    }, 1)
    onTestFinished(() => clearInterval(flood))
    await vi.waitFor(() => expect(port.head).toBeGreaterThan(200))
    await link.openStream(
      { kind: 'session', session_id, after_seq: 100, actor },
      ({ events, open_blocks, subscribed }) => {
        expect(subscribed.verdict).toBe('replay')
        expect(open_blocks.map(String)).toEqual(['open'])
        seen.push(...events.map((event) => Number(event.toString())))
        isOpen = true
      },
    )
    await vi.waitFor(() => expect(seen.length).toBeGreaterThan(1000))
    clearInterval(flood)
    expect(seen).toEqual(seen.map((_, index) => 101 + index))
  })

  test('is followed until it is closed, or the gateway goes away', async () => {
    const { port, connectLink } = await listen()
    const link = await ready(connectLink())
    await link.openStream({ kind: 'session', session_id, actor }, () => {})
    expect(port.followed).toContain(session_id)
    link.closeStream({ kind: 'session', session_id })
    await vi.waitFor(() => expect(port.followed.size).toBe(0))
    link.close()
    await vi.waitFor(() => expect(port.attached).toBe(0))
  })
})

test('a stream of a gateway or host from before streams had a kind is a session’s', () => {
  expect(GatewayFrame.parse({ t: 'open_stream', id: 1, session_id, actor })).toMatchObject({ kind: 'session' })
  expect(GatewayFrame.parse({ t: 'close_stream', session_id })).toMatchObject({ kind: 'session', session_id })
  const event = { t: 'event', session_id, user_id: 'u', type: 'notice', seq: 1 }
  expect(HostFrame.parse(event)).toMatchObject({ kind: 'session', session_id })
})

describe('errors', () => {
  test('cross with their code, words and details', async () => {
    const { port, connectLink } = await listen()
    const link = await ready(connectLink())
    port.work = () => Promise.reject(new HomeportError('SESSION_004', 'Too late.', { details: { outcome: 'Yan' } }))
    await expect(link.call('session.get', { session_id }, actor)).rejects.toMatchObject({
      code: 'SESSION_004',
      message: 'Too late.',
      details: { outcome: 'Yan' },
    })
  })

  test('that are bugs come out as INTERNAL_001, their stack stays in the host’s log', async () => {
    const { port, connectLink, complaints } = await listen()
    const link = await ready(connectLink())
    port.work = () => Promise.reject(new TypeError('x is undefined'))
    const failure = link.call('session.get', { session_id }, actor)
    await expect(failure).rejects.toMatchObject({ code: 'INTERNAL_001' })
    await expect(failure).rejects.not.toThrow(/undefined/)
    expect(complaints.join()).toContain('x is undefined')
  })

  test('tell a caller that the host went away, without losing anybody', async () => {
    const { port, host, connectLink } = await listen()
    const link = await ready(connectLink())
    port.work = () => new Promise(() => {})
    const waiting = link.call('session.get', { session_id }, actor)
    const gone = settled(link)
    void host.close()
    await expect(waiting).rejects.toMatchObject({ code: 'HOST_001', details: { retry_possible: true } })
    expect(await gone).toMatchObject({ kind: 'closed', reason: 'lost' })
    await expect(link.overview(actor, () => {})).rejects.toMatchObject({ code: 'HOST_001' })
  })
})

describe('the listener', () => {
  test('is closed to a wrong secret, and tells nothing else', async () => {
    const { port, connectLink } = await listen()
    expect(await settled(connectLink('a guess'))).toMatchObject({ kind: 'closed', reason: 'refused' })
    expect(port.attached).toBe(0)
  })

  test('is closed to another link version, in words', async () => {
    const { address } = await listen()
    const socket = await rawConnection(address)
    socket.write(hello({ link_version: LINK_VERSION + 1 }))
    const [answer] = (await once(socket, 'data')) as [Buffer]
    expect(answer.toString()).toContain('"reason":"link_version"')
    await once(socket, 'close')
  })

  test.each([
    ['no frame at all', Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n')],
    ['a header that is no JSON', Buffer.from([0, 0, 0, 8, 0, 0, 0, 4, 0x7b, 0x7b, 0x7b, 0x7b])],
    ['a first frame beyond its limit', Buffer.from(Uint32Array.of(MAX_HELLO_BYTES + 1, 4).buffer).swap32()],
    ['a header longer than its frame', Buffer.from(Uint32Array.of(8, 9, 0).buffer).swap32()],
  ])('is closed to %s, with a reason in the log', async (_name, bytes) => {
    const { address, complaints } = await listen()
    const socket = await rawConnection(address)
    socket.write(bytes)
    await once(socket, 'close')
    expect(complaints).toHaveLength(1)
  })

  test('closes behind a gateway that turns to nonsense; the others go on', async () => {
    const { port, address, connectLink } = await listen()
    const link = await ready(connectLink())
    const socket = await rawConnection(address)
    socket.write(hello())
    socket.resume()
    await vi.waitFor(() => expect(port.attached).toBe(2))
    socket.write(encodeFrame({ t: 'call', id: -1, name: 7 }))
    await once(socket, 'close')
    await expect(link.call('session.get', { session_id }, actor)).resolves.toBeDefined()
    expect(port.attached).toBe(1)
  })
})

test('a gateway that does not read is dropped, and the host’s memory stays bounded', async () => {
  const { port, address, complaints } = await listen(1024 * 1024)
  const socket = await rawConnection(address)
  socket.pause()
  socket.write(hello())
  await vi.waitFor(() => expect(port.attached).toBe(1))
  const payload = Buffer.alloc(64 * 1024)
  for (let count = 0; count < 200 && port.attached > 0; count += 1) {
    port.publish(payload)
    await new Promise(setImmediate)
  }
  expect(port.attached).toBe(0)
  expect(complaints.join()).toContain('does not read')
})

test('stopping the host over the link answers first', async () => {
  const { port, connectLink } = await listen()
  const link = await ready(connectLink())
  await link.shutDown()
  expect(port.stopped).toBe(1)
})
