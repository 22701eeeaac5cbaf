import { statSync } from 'node:fs'
import { connect } from 'node:net'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { serveControlSocket } from '#server/gateway/control/controlSocket.ts'
import { type TestGateway, startTestGateway } from '#test/support/gateway/gateway.ts'

const secret = 's'.repeat(43)

async function control(gateway: TestGateway) {
  const address = path.join(gateway.folder, 'control.sock')
  const socket = await serveControlSocket({
    path: address,
    secret,
    dispatch: gateway.gateway.dispatch,
    auditor: gateway.gateway.auditor,
    owner: gateway.gateway.owner,
  })
  onTestFinished(() => socket.close())
  return address
}

/** Everything that came until the server hung up or a line was whole. */
async function say(address: string, line: string): Promise<string> {
  const socket = connect(address)
  socket.on('error', () => {})
  socket.write(line)
  return new Promise((resolve) => {
    let text = ''
    const done = () => {
      socket.destroy()
      resolve(text)
    }
    socket.on('data', (chunk) => {
      text += String(chunk)
      if (text.endsWith('\n')) {
        done()
      }
    })
    socket.once('close', done)
  })
}

const request = (operation: string, params: unknown = {}, by = secret) =>
  `${JSON.stringify({ secret: by, id: 1, operation, params })}\n`

test('the command line is told where the server is, with a link that signs in', async () => {
  const gateway = await startTestGateway()
  const { result } = JSON.parse(await say(await control(gateway), request('server.info')))
  expect(result).toMatchObject({ local_url: gateway.url, ws_url: gateway.wsUrl, gateway_pid: process.pid })
  const one = new URL(result.sign_in_url).hash.replace('#secret=', '')
  expect((await gateway.ask('POST', '/auth/local', { body: { secret: one } })).status).toBe(200)
})

test('without the secret the socket hangs up and says nothing', async () => {
  const address = await control(await startTestGateway())
  for (const line of [request('server.info', {}, 'wrong'), 'garbage\n', '{}\n', 'x'.repeat(100_000)]) {
    expect(await say(address, line)).toBe('')
  }
  expect(await say(address, request('server.info'))).toContain('local_url')
})

test('it answers what is local, and nothing else', async () => {
  const gateway = await startTestGateway()
  const address = await control(gateway)
  for (const [operation, code] of [
    ['message.cancel', 'AUTH_006'],
    ['connection.ping', 'WS_003'],
    ['constructor', 'WS_003'],
  ] as const) {
    expect(JSON.parse(await say(address, request(operation)))).toMatchObject({ id: 1, error: { code } })
  }
  expect(JSON.parse(await say(address, request('access_token.create', { name: '' })))).toMatchObject({
    error: { code: 'WS_002', message: expect.stringMatching(/^name: /) },
  })
})

test('over HTTP and WebSocket what is local does not exist', async () => {
  const { ask, signIn } = await startTestGateway()
  const { token } = await signIn()
  for (const address of ['/api/server/stop', '/api/access_token', '/server.stop']) {
    expect((await ask('POST', address, { token, body: {} })).status).toBe(404)
  }
})

test('only this user can open the socket', async () => {
  const address = await control(await startTestGateway())
  expect(statSync(path.dirname(address)).mode & 0o077).toBe(0)
})
