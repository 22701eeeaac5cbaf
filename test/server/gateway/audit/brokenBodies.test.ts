import { connect } from 'node:net'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { MAX_FRAME_BYTES, MAX_PUBLIC_BYTES } from '#shared/protocol/frames.ts'
import { entriesOf } from '#test/support/gateway/auditTrail.ts'
import { type AskOptions, type TestGateway, startTestGateway } from '#test/support/gateway/gateway.ts'

const trailOf = ({ folder }: TestGateway) => entriesOf(path.join(folder, 'homeport.db'))

const broken: Readonly<Record<string, readonly [string, AskOptions]>> = {
  'no JSON': ['HTTP_002', { body: '{"folder_name":' }],
  'no object': ['HTTP_002', { body: '["xylophone"]' }],
  'another type': ['FILE_002', { body: '{}', headers: { 'content-type': 'text/plain' } }],
  compressed: ['FILE_002', { body: 'x', headers: { 'content-encoding': 'gzip' } }],
  'too large': ['FILE_001', { body: `{"name":"${'x'.repeat(MAX_FRAME_BYTES)}"}` }],
  'wrong fields': ['HTTP_002', { body: { xylophone: 1 } }],
}

test.each(Object.entries(broken))('a body that is %s: one line, with who tried what', async (_what, [code, sent]) => {
  const gateway = await startTestGateway()
  const { id } = gateway.host.addSession(gateway.gateway.owner.user_id)
  const { token } = await gateway.personalToken(['drive'])
  const answer = await gateway.ask('POST', `/api/session/${id}/messages`, { token, ...sent })
  const [, entry, ...more] = trailOf(gateway)
  expect(more).toEqual([])
  expect(entry).toMatchObject({
    action: 'message.send',
    outcome: 'failed',
    code,
    username: 'tester',
    address: '127.0.0.1',
    session_id: id,
    request_id: (answer.body as { error: { request_id: string } }).error.request_id,
  })
  expect(JSON.stringify(entry)).not.toContain('xylophone')
})

test('a stranger who sends no sign-in leaves a line as well, and gets no more memory than a sign-in needs', async () => {
  const gateway = await startTestGateway()
  const large = await gateway.ask('POST', '/auth/local', { body: { secret: 'x'.repeat(MAX_PUBLIC_BYTES) } })
  expect(large.status).toBe(413)
  await gateway.ask('POST', '/auth/refresh', { body: '{' })
  expect(trailOf(gateway)).toMatchObject([
    { action: 'auth.sign_in', outcome: 'failed', code: 'FILE_001', username: null, address: '127.0.0.1' },
    { action: 'auth.refresh', outcome: 'failed', code: 'HTTP_002' },
  ])
})

test('who may not ask is told so before the body is sent', async () => {
  const { url } = await startTestGateway()
  const { host, hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  socket.write(
    `POST /api/session HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${MAX_FRAME_BYTES}\r\nConnection: close\r\n\r\n{`,
  )
  const [first] = (await text(socket)).split('\r\n')
  expect(first).toBe('HTTP/1.1 401 Unauthorized')
})
