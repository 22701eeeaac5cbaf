import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import { MAX_FRAME_BYTES } from '#shared/protocol/frames.ts'
import { startTestGateway } from '#test/support/gateway/gateway.ts'
import { type TestSocket, openSignedIn, openSocket } from '#test/support/gateway/socket.ts'

async function connected() {
  const gateway = await startTestGateway()
  const { token } = await gateway.personalToken(['read', 'drive'])
  const socket = await openSignedIn(gateway.wsUrl, token)
  const session_id = gateway.host.addSession(gateway.gateway.owner.user_id).id
  return { ...gateway, token, socket, session_id }
}

/** What came back until the server answers a ping: everything about what was sent before. */
async function answersTo(socket: TestSocket, bytes: string | Buffer) {
  const before = socket.frames.length
  socket.send(bytes)
  const pong = await socket.ask('ping')
  expect(pong.type).toBe('pong')
  return socket.frames.slice(before, -1)
}

const bad = (frame: object) => JSON.stringify(frame)

/** Each: what is sent, the code it gets, the id the answer must name (absent: none can be read). */
const corpus: readonly (readonly [string, string | Buffer, string, (string | number)?])[] = [
  ['nothing', '', 'WS_002'],
  ['spaces', '   ', 'WS_002'],
  ['half a frame', '{"type":"ping","id":"h"', 'WS_002'],
  ['two frames in one', '{"type":"ping"}{"type":"ping"}', 'WS_002'],
  ['a number', '42', 'WS_002'],
  ['null', 'null', 'WS_002'],
  ['an array of frames', '[{"type":"ping"}]', 'WS_002'],
  ['a text', '"ping"', 'WS_002'],
  ['a byte order mark', '\uFEFF{"type":"ping"}', 'WS_002'],
  ['NaN', '{"type":"ping","id":NaN}', 'WS_002'],
  ['single quotes', "{'type':'ping'}", 'WS_002'],
  ['broken UTF-8', Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x7d]), 'WS_002'],
  ['a lone surrogate as bytes', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]), 'WS_002'],
  ['a thousand levels', `{"type":"ping","id":"x","data":${'{"a":'.repeat(1000)}1${'}'.repeat(1000)}}`, 'WS_002'],
  ['a million brackets', '['.repeat(1_000_000), 'WS_002'],
  ['no type', bad({ id: 'n' }), 'WS_002', 'n'],
  ['an empty type', bad({ type: '', id: 'e' }), 'WS_002', 'e'],
  ['a type that is no text', bad({ type: 7, id: 't' }), 'WS_002', 't'],
  ['a type without end', bad({ type: 'x'.repeat(10_000), id: 'w' }), 'WS_002', 'w'],
  ['an unknown type', bad({ type: 'launch_missiles', id: 'u' }), 'WS_003', 'u'],
  ['the type of a reply', bad({ type: 'pong', id: 'r' }), 'WS_003', 'r'],
  ['a name of JavaScript', bad({ type: 'constructor', id: 'c' }), 'WS_003', 'c'],
  ['an operation without a frame', bad({ type: 'server.stop', id: 's' }), 'WS_003', 's'],
  ['an id that is an object', bad({ type: 'ping', id: {} }), 'WS_002'],
  ['an id without end', bad({ type: 'ping', id: 'x'.repeat(201) }), 'WS_002'],
  ['data that is no object', bad({ type: 'ping', id: 'd', data: [1] }), 'WS_002', 'd'],
  ['a field too many', bad({ type: 'ping', id: 'f', surprise: true }), 'WS_002', 'f'],
  ['a session that is no text', bad({ type: 'subscribe', id: 1, session_id: 7 }), 'WS_002', 1],
  [
    'a negative seq',
    bad({ type: 'subscribe', id: 2, session_id: '00000000-0000-4000-8000-000000000000', after_seq: -1 }),
    'WS_002',
    2,
  ],
  [
    'a huge seq',
    '{"type":"subscribe","id":3,"session_id":"00000000-0000-4000-8000-000000000000","after_seq":1e300}',
    'WS_002',
    3,
  ],
  [
    'an empty prompt',
    bad({ type: 'chat_message', id: 4, session_id: '00000000-0000-4000-8000-000000000000', content: ' ' }),
    'WS_002',
    4,
  ],
  [
    'an action nobody knows',
    bad({ type: 'session_control', id: 5, session_id: '00000000-0000-4000-8000-000000000000', action: 'explode' }),
    'WS_002',
    5,
  ],
]

describe('what is no frame is answered, and the socket goes on:', () => {
  test.each(corpus.map(([name, bytes, code, id]) => ({ name, bytes, code, id })))(
    '$name',
    async ({ bytes, code, id }) => {
      const { socket } = await connected()
      const answers = await answersTo(socket, bytes)
      expect(answers).toHaveLength(1)
      expect(answers[0]).toMatchObject({
        type: 'error',
        data: { code, message: expect.stringMatching(/\w/), details: {} },
      })
      expect(answers[0]?.reply_to).toBe(id)
    },
  )
})

test('all of it in one go, shuffled, on one socket: exactly one answer each', async () => {
  const { socket } = await connected()
  const shuffled = corpus.toSorted((left, right) => ((left[0].length * 7919) % 13) - ((right[0].length * 7919) % 13))
  const before = socket.frames.length
  for (const [, bytes] of shuffled) {
    socket.send(bytes)
  }
  await socket.ask('ping')
  expect(socket.frames.length - before).toBe(corpus.length + 1)
})

test('null in the fields of a frame means absent, as many languages write it', async () => {
  const { socket, session_id } = await connected()
  const bare = { id: 'bare', session_id: null, seq: null, content: null, data: null, timestamp: null }
  socket.send(JSON.stringify({ ...bare, type: 'ping' }))
  expect(await socket.next((frame) => frame.reply_to === 'bare')).toMatchObject({ type: 'pong' })
  socket.send(JSON.stringify({ ...bare, type: 'unsubscribe', id: 'u', session_id }))
  expect(await socket.next((frame) => frame.reply_to === 'u')).toMatchObject({ type: 'unsubscribed' })
  expect(await answersTo(socket, bad({ ...bare, type: 'subscribe', id: null }))).toMatchObject([
    { type: 'error', data: { code: 'WS_002' } },
  ])
})

test('an empty list of attachments is none; what is no hash, or too many, is refused in words', async () => {
  const { socket, session_id } = await connected()
  const send = (attachments: unknown[]) =>
    socket.ask('chat_message', { session_id, content: 'x', data: { attachments } })
  expect((await send([])).type).toBe('message_accepted')
  expect((await send([{ name: 'a.txt' }])).data).toMatchObject({
    code: 'WS_002',
    message: expect.stringContaining('attachments'),
  })
  expect((await send(['0'.repeat(63)])).data).toMatchObject({ code: 'WS_002' })
  expect((await send(Array.from({ length: 11 }, () => '0'.repeat(64)))).data).toMatchObject({ code: 'WS_002' })
})

test('an id that names no session is unknown, whatever it looks like', async () => {
  const { socket } = await connected()
  for (const session_id of ['nope', '../../etc', '\0', '00000000-0000-4000-8000-000000000000']) {
    expect((await socket.ask('subscribe', { session_id })).data).toMatchObject({ code: 'SESSION_002' })
    expect((await socket.ask('chat_message', { session_id, content: 'x' })).data).toMatchObject({ code: 'SESSION_002' })
  }
})

test('a frame that names __proto__ changes nothing but itself', async () => {
  const { socket } = await connected()
  await answersTo(socket, '{"type":"ping","id":"p","__proto__":{"scopes":["manage"]},"data":{"__proto__":{"x":1}}}')
  expect({}).not.toHaveProperty('scopes')
  expect({}).not.toHaveProperty('x')
})

test('binary frames without a terminal, and those that are none, are answered, and the socket goes on', async () => {
  const { socket } = await connected()
  const answerTo = async (...bytes: number[]) => {
    const before = socket.frames.length
    socket.sendBinary(Buffer.from(bytes))
    expect((await socket.ask('ping')).type).toBe('pong')
    return socket.frames.slice(before, -1)
  }
  const noTerminal = { type: 'error', data: { code: 'TERMINAL_001', details: { handle: 258 } } }
  expect(await answerTo(2, 0, 0, 1, 2, 0x61)).toMatchObject([noTerminal])
  expect(await answerTo(2, 0, 0, 1, 2)).toMatchObject([noTerminal])
  const malformed = { type: 'error', data: { code: 'WS_002', message: expect.stringContaining('handle'), details: {} } }
  for (const bytes of [[], [2], [2, 0, 0, 1], [1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0x61], [3, 0, 0, 0, 1]]) {
    expect(await answerTo(...bytes)).toMatchObject([malformed])
  }
})

test('a binary frame is no larger than a text frame, and costs as much of the budget', async () => {
  const { socket } = await connected()
  const full = Buffer.alloc(MAX_FRAME_BYTES, 2)
  socket.sendBinary(full)
  expect(await socket.next((frame) => frame.type === 'error')).toMatchObject({ data: { code: 'TERMINAL_001' } })
  for (let times = 0; times < 6; times += 1) {
    socket.sendBinary(full)
  }
  await socket.until(() => socket.frames.some((frame) => frame.data['code'] === 'RATE_001'))
  socket.sendBinary(Buffer.alloc(MAX_FRAME_BYTES + 1, 2))
  expect((await socket.closed()).code).toBe(1009)
})

test('the longest frame is read, one byte more ends the socket with 1009', async () => {
  const { socket } = await connected()
  const frame = bad({ type: 'ping', id: 'max', pad: '' })
  socket.send(frame.replace('""', `"${'x'.repeat(MAX_FRAME_BYTES - frame.length)}"`))
  expect(await socket.next((one) => one.reply_to === 'max')).toMatchObject({ data: { code: 'WS_002' } })
  socket.send(frame.replace('""', `"${'x'.repeat(MAX_FRAME_BYTES - frame.length + 1)}"`))
  expect((await socket.closed()).code).toBe(1009)
})

test('a peer that breaks the WebSocket protocol itself harms only itself', async () => {
  const { url, wsUrl, token, socket } = await connected()
  const { port } = new URL(url)
  const broken = [Buffer.from([0xff, 0xff, 0, 0, 0, 0]), Buffer.from([0x81, 0x05, 0x68, 0x65]), Buffer.from('garbage')]
  for (const bytes of broken) {
    const raw = connect(Number(port), '127.0.0.1')
    const upgrade = [
      'GET /ws HTTP/1.1',
      `Host: 127.0.0.1:${port}`,
      'Upgrade: websocket',
      'Connection: Upgrade',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      'Sec-WebSocket-Version: 13',
      `Authorization: Bearer ${token}`,
    ]
    raw.write(`${upgrade.join('\r\n')}\r\n\r\n`)
    raw.on('error', () => {})
    await new Promise((resolve) => raw.once('data', resolve))
    raw.write(bytes)
    raw.resume()
    raw.end()
    await new Promise((resolve) => raw.once('close', resolve))
  }
  expect((await socket.ask('ping')).type).toBe('pong')
  expect((await (await openSignedIn(wsUrl, token)).ask('ping')).type).toBe('pong')
})

test('a socket that says nothing of who it is learns nothing and is closed', async () => {
  const { wsUrl, session_id } = await connected()
  const socket = await openSocket(wsUrl)
  socket.send({ type: 'subscribe', id: 1, session_id })
  expect(await socket.next((frame) => frame.reply_to === 1)).toMatchObject({ type: 'error', data: { code: 'WS_001' } })
  expect((await socket.closed()).code).toBe(4401)
})

test.each([
  ['a wrong token', { type: 'auth', id: 1, data: { token: 'wrong' } }, 'WS_001'],
  ['no token', { type: 'auth', id: 1 }, 'WS_002'],
  ['a token of another kind', { type: 'auth', id: 1, data: { token: { $ne: 1 } } }, 'WS_002'],
  ['no frame', 'garbage', 'WS_002'],
])('%s as the first frame: told why, then closed', async (_name, frame, code) => {
  const { wsUrl } = await connected()
  const socket = await openSocket(wsUrl)
  socket.send(frame)
  expect(await socket.next((one) => one.type === 'error')).toMatchObject({ data: { code } })
  expect((await socket.closed()).code).toBe(4401)
})
