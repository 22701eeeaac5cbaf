import { WebSocket } from 'ws'
import { attack, each } from './attack.ts'
import { type ListenerName, type Target, type Upgrade, sharedTarget, socketOutcome } from './target.ts'

const target = sharedTarget()
const listeners: readonly ListenerName[] = ['loopback', 'remote']
const missing = '00000000-0000-4000-8000-000000000000'

const upgrade = (what: (at: Target) => Upgrade) => async (at: Target) => socketOutcome(at, what(at))

attack<Target>(
  'strangers at WebSocket: upgrades',
  target,
  each(listeners, [
    ['another path', { address: '/' }, 'refused 400'],
    ['a path below', { address: '/ws/x' }, 'refused 400'],
    ['capitals', { address: '/WS' }, 'refused 400'],
    ['a token in the address', { address: '/ws?token=x' }, 'refused 400'],
    ['an operation', { address: '/api/sessions' }, 'refused 400'],
    ['another host', { headers: { Host: 'evil.example' } }, 'refused 403'],
    ['another origin', { headers: { Origin: 'http://evil.example' } }, 'refused 403'],
    ['the origin null', { headers: { Origin: 'null' } }, 'refused 403'],
    ['a page that is cross-site', { headers: { 'Sec-Fetch-Site': 'cross-site' } }, 'refused 403'],
    ['a wrong bearer token', { headers: { Authorization: 'Bearer wrong' } }, 'WS_001 closed 4401'],
  ] as const).map(([listener, [name, how, right]]) => ({
    name: `${name}, ${listener}`,
    attempt: upgrade(() => ({ listener, ...how })),
    right,
  })),
)

const handshakeAt =
  (address: string) =>
  (...lines: string[]) =>
  (at: Target) =>
    at.raw(
      'loopback',
      `${[`GET ${address} HTTP/1.1`, `Host: ${at.listeners.loopback.authority}`, ...lines].join('\r\n')}\r\n\r\n`,
    )
const handshake = handshakeAt('/ws')
const asked = ['Upgrade: websocket', 'Connection: Upgrade']
const key = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='

attack<Target>('strangers at WebSocket: handshakes', target, [
  { name: 'without a key', attempt: handshake(...asked, 'Sec-WebSocket-Version: 13'), right: '400 HTTP_002' },
  {
    name: 'a key that is none',
    attempt: handshake(...asked, 'Sec-WebSocket-Key: x', 'Sec-WebSocket-Version: 13'),
    right: '400 HTTP_002',
  },
  { name: 'without a version', attempt: handshake(...asked, key), right: '400 HTTP_002' },
  { name: 'an old version', attempt: handshake(...asked, key, 'Sec-WebSocket-Version: 7'), right: '400 HTTP_002' },
  { name: 'a version to come', attempt: handshake(...asked, key, 'Sec-WebSocket-Version: 14'), right: '400 HTTP_002' },
  { name: 'another protocol', attempt: handshake('Upgrade: h2c', 'Connection: Upgrade'), right: '400 HTTP_002' },
  {
    name: 'two hosts',
    attempt: handshake('Host: evil.example', ...asked, key, 'Sec-WebSocket-Version: 13'),
    right: '400 HTTP_002',
  },
  {
    name: 'two origins',
    attempt: handshake('Origin: null', 'Origin: null', ...asked, key, 'Sec-WebSocket-Version: 13'),
    right: '400 HTTP_002',
  },
  {
    name: 'a path above',
    attempt: handshakeAt('/ws/../ws')(...asked, key, 'Sec-WebSocket-Version: 13'),
    right: '400 WS_003',
  },
  { name: 'a query', attempt: handshakeAt('/ws?')(...asked, key, 'Sec-WebSocket-Version: 13'), right: '400 WS_003' },
  {
    name: 'a host in the address',
    attempt: handshakeAt('http://evil.example/ws')(...asked, key),
    right: '400 HTTP_002',
  },
  { name: 'no upgrade at all', attempt: handshake('Connection: close'), right: '404 HTTP_001' },
])

const auth = (data: unknown) => ({ type: 'auth', id: 1, data })

attack<Target>(
  'strangers at WebSocket: first frames',
  target,
  each(listeners, [
    ['a wrong token', auth({ token: 'wrong' }), 'WS_001 closed 4401'],
    ['an empty token', auth({ token: '' }), 'WS_002 closed 4401'],
    ['no token', auth({}), 'WS_002 closed 4401'],
    ['no data', { type: 'auth', id: 1 }, 'WS_002 closed 4401'],
    ['a token that is no text', auth({ token: { $ne: 1 } }), 'WS_002 closed 4401'],
    ['a list of tokens', auth({ token: ['a'] }), 'WS_002 closed 4401'],
    ['a field too many', auth({ token: 'x', role: 'owner' }), 'WS_002 closed 4401'],
    ['a list', auth([]), 'WS_002 closed 4401'],
    ['a ping', { type: 'ping', id: 1 }, 'WS_001 closed 4401'],
    ['a subscription', { type: 'subscribe', id: 1, session_id: missing }, 'WS_001 closed 4401'],
    ['a subscription to all', { type: 'subscribe_all', id: 1 }, 'WS_001 closed 4401'],
    ['a session', { type: 'create_session', id: 1, data: { folder_name: 'x' } }, 'WS_001 closed 4401'],
    ['a prompt', { type: 'chat_message', id: 1, session_id: missing, content: 'x' }, 'WS_001 closed 4401'],
    [
      'an answer',
      { type: 'approval_answer', id: 1, session_id: missing, data: { approval_id: 'a', decision: 'allow' } },
      'WS_001 closed 4401',
    ],
    ['a type that nobody knows', { type: 'launch', id: 1 }, 'WS_001 closed 4401'],
    ['the type of a reply', { type: 'auth_success', id: 1 }, 'WS_001 closed 4401'],
    ['no JSON', 'garbage', 'WS_002 closed 4401'],
    ['half a frame', '{"type":"auth"', 'WS_002 closed 4401'],
    ['a list of frames', '[{"type":"auth"}]', 'WS_002 closed 4401'],
    ['nothing', '', 'WS_002 closed 4401'],
    ['null', 'null', 'WS_002 closed 4401'],
    ['a prototype', '{"__proto__":{"type":"auth"}}', 'WS_002 closed 4401'],
    ['nesting without end', '['.repeat(8000), 'WS_002 closed 4401'],
    ['bytes of a terminal', Buffer.from([2, 0, 0, 0, 1, 97]), 'WS_001 closed 4401'],
    ['bytes that a terminal prints', Buffer.from([1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 97]), 'WS_002 closed 4401'],
    ['no bytes', Buffer.alloc(0), 'WS_002 closed 4401'],
    ['bytes that look like text', Buffer.from('{"type":"auth"}'), 'WS_002 closed 4401'],
  ] as const).map(([listener, [name, frame, right]]) => ({
    name: `${name}, ${listener}`,
    attempt: upgrade(() => ({ listener, frames: [frame] })),
    right,
  })),
)

/** A socket that is signed in, what it is told about what it sends, and whether it is still answered. */
const signedIn =
  (...frames: (object | string | Buffer)[]) =>
  async (at: Target) => {
    const { authority } = at.listeners.loopback
    const headers = { authorization: `Bearer ${at.people.owner.token}` }
    const socket = new WebSocket(`ws://${authority}/ws`, { headers })
    const told: string[] = []
    return new Promise((resolve) => {
      socket.on('error', () => {})
      socket.on('close', (code) => resolve([...new Set(told), `closed ${code}`].join(' ')))
      socket.on('message', (bytes: Buffer) => {
        const { type, data } = JSON.parse(String(bytes)) as { type: string; data?: { code?: string } }
        if (type === 'auth_success') {
          frames.forEach((frame) =>
            socket.send(typeof frame === 'string' || Buffer.isBuffer(frame) ? frame : JSON.stringify(frame), {
              binary: Buffer.isBuffer(frame),
            }),
          )
        } else {
          told.push(data?.code ?? type)
          if (type === 'pong') {
            socket.close()
          } else if (told.length === 1) {
            socket.send('{"type":"ping","id":"last"}')
          }
        }
      })
    })
  }

attack<Target>('WebSocket after sign-in', target, [
  ...(
    [
      ['no JSON', 'garbage', 'WS_002'],
      ['nothing', '', 'WS_002'],
      ['a list', '[]', 'WS_002'],
      ['a number', '1', 'WS_002'],
      ['no type', { id: 1 }, 'WS_002'],
      ['a type that is no text', { type: 7, id: 1 }, 'WS_002'],
      ['a type without end', { type: 'x'.repeat(100_000), id: 1 }, 'WS_002'],
      ['an id that is an object', { type: 'ping', id: {} }, 'WS_002'],
      ['an id without end', { type: 'ping', id: 'x'.repeat(5000) }, 'WS_002'],
      ['a type that nobody knows', { type: 'launch', id: 1 }, 'WS_003'],
      ['an operation without a frame', { type: 'server.stop', id: 1 }, 'WS_003'],
      ['an operation of the machine', { type: 'remote.off', id: 1 }, 'WS_003'],
      ['a name of JavaScript', { type: 'constructor', id: 1 }, 'WS_003'],
      ['another name of JavaScript', { type: '__proto__', id: 1 }, 'WS_003'],
      ['somebody’s session', { type: 'subscribe', id: 1, session_id: missing }, 'SESSION_002'],
      ['a session outside', { type: 'subscribe', id: 1, session_id: '../../etc' }, 'SESSION_002'],
      ['a session that is no text', { type: 'subscribe', id: 1, session_id: { $gt: '' } }, 'WS_002'],
      ['a negative seq', { type: 'subscribe', id: 1, session_id: missing, data: { after_seq: -1 } }, 'WS_002'],
      ['a huge seq', `{"type":"subscribe","id":1,"session_id":"${missing}","data":{"after_seq":1e300}}`, 'WS_002'],
      [
        'an action that nobody knows',
        { type: 'session_control', id: 1, session_id: missing, data: { action: 'x' } },
        'WS_002',
      ],
      ['nesting without end', '['.repeat(1_000_000), 'WS_002'],
      ['a terminal that is none', Buffer.from([2, 0, 0, 0, 1, 97]), 'TERMINAL_001'],
      ['a terminal with the largest handle', Buffer.from([2, 255, 255, 255, 255]), 'TERMINAL_001'],
      ['half a handle', Buffer.from([2, 0, 0, 1]), 'WS_002'],
      ['what a terminal prints', Buffer.from([1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 97]), 'WS_002'],
      ['bytes of no kind', Buffer.from([7, 0, 0, 0, 1, 97]), 'WS_002'],
      ['no bytes', Buffer.alloc(0), 'WS_002'],
      ['a text that is no UTF-8', Buffer.from([0x22, 0xc3, 0x28, 0x22]), 'WS_002'],
    ] as const
  ).map(([name, frame, code]) => ({ name, attempt: signedIn(frame), right: `${code} pong closed 1005` })),
  {
    name: 'a frame larger than any',
    attempt: signedIn('x'.repeat(2 * 1024 * 1024 + 1)),
    right: 'closed 1009',
  },
  {
    name: 'bytes larger than any frame',
    attempt: signedIn(Buffer.alloc(2 * 1024 * 1024 + 1, 2)),
    right: 'closed 1009',
  },
  {
    name: 'bytes for terminals without end',
    attempt: async (at) => {
      const outcome = await signedIn(...Array.from({ length: 3000 }, () => Buffer.from([2, 0, 0, 0, 1, 97])))(at)
      return String(outcome).replace('TERMINAL_001 ', '')
    },
    right: 'RATE_001 closed 1008',
  },
  {
    name: 'frames without end',
    attempt: async (at) => {
      const outcome = await signedIn(...Array.from({ length: 3000 }, (_, id) => ({ type: 'nothing', id })))(at)
      // Those it does listen to are answered as they come, before or after the first refusal.
      return String(outcome).replace('WS_003 ', '')
    },
    right: 'RATE_001 closed 1008',
  },
])
