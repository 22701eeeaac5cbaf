import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { ErrorBody } from '#shared/errors.ts'
import { MAX_FRAME_BYTES } from '#shared/protocol/frames.ts'
import { type TestGateway, startTestGateway } from '#test/support/gateway.ts'

async function signedIn() {
  const gateway = await startTestGateway()
  const { token } = await gateway.signIn()
  return { ...gateway, token }
}

function errorOf(answer: Awaited<ReturnType<TestGateway['ask']>>) {
  const { error } = ErrorBody.parse(answer.body)
  expect(answer.headers.get('x-request-id')).toBe(error.request_id)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  return error
}

test('every failure has the one shape, with the code that tells what it is', async () => {
  const { ask, token } = await signedIn()
  const missing = '00000000-0000-4000-8000-000000000000'
  const cases = [
    ['GET', '/api/session/not-an-id', undefined, 404, 'SESSION_002'],
    ['GET', `/api/session/${missing}`, undefined, 404, 'SESSION_002'],
    ['POST', '/api/session', '{', 400, 'HTTP_002'],
    ['POST', '/api/session', '[]', 400, 'HTTP_002'],
    ['POST', '/api/session', '"text"', 400, 'HTTP_002'],
    ['POST', '/api/session', { folder_name: 'x', surprise: 1 }, 400, 'HTTP_002'],
    ['POST', '/api/session', {}, 400, 'HTTP_002'],
    ['GET', '/api/sessions?limit=1&limit=2', undefined, 400, 'HTTP_002'],
    ['GET', '/api/sessions?limit=-1', undefined, 400, 'HTTP_002'],
    ['GET', '/api/session/%E0%A4%A', undefined, 400, 'HTTP_002'],
    ['GET', '/api/nothing', undefined, 404, 'HTTP_001'],
    ['POST', '/metrics', undefined, 404, 'HTTP_001'],
    ['GET', '/.well-known/nothing', undefined, 404, 'HTTP_001'],
    ['GET', '/ws', undefined, 404, 'HTTP_001'],
    ['POST', '/api/sessions', {}, 405, 'HTTP_001'],
    ['DELETE', '/auth/local', undefined, 405, 'HTTP_001'],
    ['POST', '/', {}, 404, 'HTTP_001'],
  ] as const
  for (const [method, address, body, status, code] of cases) {
    const answer = await ask(method, address, { token, body })
    expect({ address, status: answer.status, code: errorOf(answer).code }).toEqual({ address, status, code })
  }
})

test('who asks for more than a page holds gets what it holds', async () => {
  const { ask, token, host, gateway } = await signedIn()
  const { id } = host.addSession(gateway.owner.user_id)
  for (const address of ['/api/sessions', `/api/session/${id}/events`]) {
    expect((await ask('GET', `${address}?limit=1000000`, { token })).status).toBe(200)
  }
  expect(host.calls.map(({ params }) => params)).toMatchObject([{ limit: 200 }, { limit: 5000 }])
})

test('a wrong field is named, in words, without repeating its value', async () => {
  const { ask, token } = await signedIn()
  const answer = await ask('POST', '/api/claude/token/validate', { token, body: { token: 'sk-secret'.repeat(400) } })
  const error = errorOf(answer)
  expect(error.message).toMatch(/^token: /)
  expect(error.details).toMatchObject({ fields: [{ field: 'token' }] })
  expect(JSON.stringify(answer.body)).not.toContain('sk-secret')
})

test('bodies that are too large, compressed or no JSON are refused before they are read', async () => {
  const { ask, token } = await signedIn()
  const large = await ask('POST', '/api/session', {
    token,
    body: JSON.stringify({ name: 'x'.repeat(MAX_FRAME_BYTES) }),
  })
  expect([large.status, errorOf(large).code]).toEqual([413, 'FILE_001'])
  const packed = await ask('POST', '/api/session', { token, body: 'x', headers: { 'content-encoding': 'gzip' } })
  expect([packed.status, errorOf(packed).code]).toEqual([415, 'FILE_002'])
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
    const form = await ask('POST', '/api/session', {
      token,
      body: '{"folder_name":"x"}',
      headers: { 'content-type': type },
    })
    expect([form.status, errorOf(form).code]).toEqual([415, 'FILE_002'])
  }
})

test('bytes that are no UTF-8, and nesting without end, are refused', async () => {
  const { url, token } = await signedIn()
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  for (const body of [Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), Buffer.from(`{"a":${'['.repeat(500_000)}`)]) {
    const answer = await fetch(`${url}/api/session`, { method: 'POST', headers, body })
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ error: { code: 'HTTP_002' } })
  }
})

test('a stranger learns nothing about what would be accepted', async () => {
  const { ask } = await startTestGateway()
  const answer = await ask('POST', '/api/session', { body: { nonsense: true } })
  expect([answer.status, errorOf(answer).code]).toEqual([401, 'AUTH_002'])
})

test('a bug inside is told as one, with where to look, and without its insides', async () => {
  const { ask, host, token } = await signedIn()
  host.handlers['session.list'] = () => {
    throw new Error('the secret inside')
  }
  const answer = await ask('GET', '/api/sessions', { token })
  const error = errorOf(answer)
  expect([answer.status, error.code]).toEqual([500, 'INTERNAL_001'])
  expect(error.message).toContain(error.request_id)
  expect(JSON.stringify(answer.body)).not.toContain('secret inside')
})

test('while the host is away, calls say that a retry may help, and sign-in works', async () => {
  const { ask, host, signIn, token } = await signedIn()
  host.goAway()
  const answer = await ask('GET', '/api/sessions', { token })
  expect(answer.status).toBe(503)
  expect(errorOf(answer)).toMatchObject({ code: 'HOST_001', details: { retry_possible: true } })
  await signIn()
  expect((await ask('GET', '/api/user/profile', { token })).status).toBe(200)
})

test('successes carry the status that the table names', async () => {
  const { ask, token } = await signedIn()
  const made = await ask('POST', '/api/session', { token, body: { project_path: '/tmp' } })
  expect(made.status).toBe(201)
  const { id } = made.body as { id: string }
  expect((await ask('POST', `/api/session/${id}/messages`, { token, body: { content: 'hi' } })).status).toBe(202)
  expect((await ask('POST', '/api/claude/token/validate', { token, body: { token: 'good' } })).status).toBe(200)
  const bad = await ask('POST', '/api/claude/token/validate', { token, body: { token: 'bad' } })
  expect([bad.status, bad.body]).toEqual([400, { valid: false, error_message: 'bad' }])
})

test('the path names the session, whatever the body says', async () => {
  const { ask, host, token, gateway } = await signedIn()
  const [mine, other] = [host.addSession(gateway.owner.user_id), host.addSession(gateway.owner.user_id)]
  await ask('POST', `/api/session/${mine.id}/messages`, { token, body: { session_id: other.id, content: 'hi' } })
  expect(host.calls.at(-1)).toMatchObject({ name: 'message.send', params: { session_id: mine.id } })
})

test('what is no HTTP is answered as such, and the server goes on', async () => {
  const { url, ask } = await startTestGateway()
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  socket.end('\u0000\u0001 garbage\r\n\r\n')
  socket.resume()
  await new Promise((resolve) => socket.once('close', resolve))
  expect((await ask('GET', '/live')).status).toBe(200)
})
