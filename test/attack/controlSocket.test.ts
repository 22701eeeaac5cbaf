import { readFileSync, statSync } from 'node:fs'
import { connect } from 'node:net'
import path from 'node:path'
import { attack } from './attack.ts'
import { type Target, sharedTarget } from './target.ts'

const target = sharedTarget()

interface Run {
  readonly socket_path: string
  readonly secret: string
}

const runOf = ({ server }: Target) =>
  JSON.parse(readFileSync(path.join(server.dataDir, 'run/gateway.json'), 'utf8')) as Run

/** What came back: the code of an error, `result`, or `hung up`. */
const says = (line: (run: Run) => string | Buffer) => async (at: Target) => {
  const run = runOf(at)
  const socket = connect(run.socket_path)
  socket.on('error', () => {})
  socket.write(line(run))
  return new Promise((resolve) => {
    let text = ''
    socket.on('data', (chunk) => {
      text += String(chunk)
      if (text.endsWith('\n')) {
        const { error } = JSON.parse(text) as { error?: { code: string } }
        resolve(error?.code ?? 'result')
        socket.destroy()
      }
    })
    socket.once('close', () => resolve('hung up'))
  })
}
const request = (fields: object) => (run: Run) =>
  `${JSON.stringify({ secret: run.secret, id: 1, params: {}, ...fields })}\n`

attack<Target>('control socket', target, [
  { name: 'an honest request', attempt: says(request({ operation: 'server.info' })), right: 'result' },
  ...[
    ['a wrong secret', () => '{"secret":"wrong","id":1,"operation":"server.info"}\n'],
    ['an empty secret', () => '{"secret":"","id":1,"operation":"server.info"}\n'],
    ['no secret', () => '{"id":1,"operation":"server.info"}\n'],
    ['a secret that is no text', () => '{"secret":{},"id":1,"operation":"server.info"}\n'],
    ['the secret cut short', (run: Run) => request({ operation: 'server.info', secret: run.secret.slice(0, -1) })(run)],
    ['no JSON', () => 'GET / HTTP/1.1\r\n\r\n'],
    ['empty lines before a list', () => '\n\n[]\n'],
    ['a list', () => '[]\n'],
    ['null', () => 'null\n'],
    ['no UTF-8', () => Buffer.from([0xff, 0xfe, 0x0a])],
    ['nesting without end', () => `${'['.repeat(60_000)}\n`],
    ['a line without end', () => 'x'.repeat(70_000)],
    ['an id that is no number', request({ operation: 'server.info', id: 'x' })],
    ['a negative id', request({ operation: 'server.info', id: -1 })],
    ['an operation that is no text', request({ operation: {} })],
  ].map(([name, line]) => ({
    name: String(name),
    attempt: says(line as (run: Run) => string | Buffer),
    right: 'hung up',
  })),
  ...(
    [
      ['an unknown operation', { operation: 'server.explode' }, 'WS_003'],
      ['a name of JavaScript', { operation: 'constructor' }, 'WS_003'],
      ['another name of JavaScript', { operation: '__proto__' }, 'WS_003'],
      ['an operation of sockets', { operation: 'connection.ping' }, 'WS_003'],
      ['parameters that do not fit', { operation: 'access_token.create', params: { name: 7 } }, 'WS_002'],
      ['parameters too many', { operation: 'server.info', params: { x: 1 } }, 'WS_002'],
      ['a list of parameters', { operation: 'server.info', params: [] }, 'WS_002'],
    ] as const
  ).map(([name, fields, right]) => ({ name, attempt: says(request(fields)), right })),
  {
    name: 'who may open the socket, and read its secret',
    attempt: async (at) => {
      const run = runOf(at)
      const modes = [path.dirname(run.socket_path), at.server.dataDir, path.join(at.server.dataDir, 'run/gateway.json')]
      return modes.map((file) => statSync(file).mode & 0o077)
    },
    right: [0, 0, 0],
  },
])
