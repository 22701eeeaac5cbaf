import path from 'node:path'
import { expect, test } from 'vitest'
import { entriesOf } from '#test/support/gateway/auditTrail.ts'
import { type TestGateway, localCall, startTestGateway } from '#test/support/gateway/gateway.ts'
import { openSignedIn, openSocket } from '#test/support/gateway/socket.ts'

const trailOf = ({ folder }: TestGateway) => entriesOf(path.join(folder, 'homeport.db'))

test('whoever is turned away at a listener of HTTP leaves one line, with the reason', async () => {
  const gateway = await startTestGateway()
  const { ask } = gateway
  await ask('GET', '/api/sessions', { token: 'hp_pat_nonsense' })
  await ask('PUT', '/api/claude/token', { token: 'hp_pat_nonsense', body: { token: 'x' } })
  await ask('GET', '/api/sessions', { headers: { origin: 'https://evil.example' } })
  await ask('GET', '/live', { headers: { origin: 'https://evil.example' } })
  await ask('POST', '/auth/local', { body: { secret: 'wrong-secret-wrong-secret' } })
  expect(trailOf(gateway)).toMatchObject([
    { action: 'session.list', outcome: 'refused', code: 'AUTH_003', address: '127.0.0.1' },
    { action: 'claude_token.set', outcome: 'refused', code: 'AUTH_003' },
    { action: 'request', outcome: 'refused', code: 'AUTH_006', details: { reason: 'origin' } },
    { action: 'auth.sign_in', outcome: 'refused', code: 'AUTH_002' },
  ])
  expect(JSON.stringify(trailOf(gateway))).not.toMatch(/nonsense|wrong-secret/)
})

test('a cookie without an origin, and a token that may only read, are refusals with what they were about', async () => {
  const gateway = await startTestGateway()
  const { id } = gateway.host.addSession(gateway.gateway.owner.user_id)
  const { cookie } = await gateway.signIn()
  const reader = await gateway.personalToken(['read'])
  await gateway.ask('DELETE', `/api/session/${id}`, { headers: { cookie } })
  const answer = await gateway.ask('DELETE', `/api/session/${id}`, { token: reader.token })
  const [, , noOrigin, noScope] = trailOf(gateway)
  expect(noOrigin).toMatchObject({ action: 'session.terminate', code: 'AUTH_006', details: { reason: 'no_origin' } })
  expect(noScope).toMatchObject({
    action: 'session.terminate',
    outcome: 'refused',
    username: 'tester',
    credential: { kind: 'personal_token', id: reader.id, name: 'test' },
    session_id: id,
    request_id: (answer.body as { error: { request_id: string } }).error.request_id,
  })
})

test('sockets that are turned away leave one line', async () => {
  const gateway = await startTestGateway()
  await expect(openSocket(gateway.wsUrl, { origin: 'https://evil.example' })).rejects.toThrow('403')
  const socket = await openSocket(gateway.wsUrl)
  await socket.ask('auth', { data: { token: 'hp_pat_nonsense' } })
  await socket.closed()
  expect(trailOf(gateway)).toMatchObject([
    { action: 'connection.open', outcome: 'refused', code: 'AUTH_006', details: { reason: 'origin' } },
    { action: 'connection.auth', outcome: 'refused', code: 'WS_001', details: { reason: 'AUTH_003' } },
  ])
})

test('what a socket asks for is told with its address, and by the name of its token', async () => {
  const gateway = await startTestGateway()
  const { id } = gateway.host.addSession(gateway.gateway.owner.user_id)
  const { token } = await gateway.personalToken(['read'])
  const socket = await openSignedIn(gateway.wsUrl, token)
  await socket.ask('chat_message', { session_id: id, content: 'hi' })
  expect(trailOf(gateway).at(-1)).toMatchObject({
    action: 'message.send',
    outcome: 'refused',
    code: 'AUTH_006',
    address: '127.0.0.1',
    credential: { kind: 'personal_token', name: 'test' },
    session_id: id,
  })
})

test('a flood of wrong sign-in secrets is counted, not written', async () => {
  const gateway = await startTestGateway()
  for (let times = 0; times < 100; times += 1) {
    await gateway.ask('POST', '/auth/local', { body: { secret: `wrong-secret-wrong-${times}` } })
  }
  await gateway.gateway.close('for_good')
  gateway.gateway.release()
  const entries = trailOf(gateway)
  expect(entries.length).toBeLessThanOrEqual(4)
  expect(entries.reduce((sum, { count }) => sum + count, 0)).toBe(100)
})

test('reading leaves no line', async () => {
  const gateway = await startTestGateway()
  const { token } = await gateway.signIn()
  for (const address of ['/api/sessions', '/api/user/profile', '/api/claude/status', '/api/audit', '/']) {
    await gateway.ask('GET', address, { token })
  }
  expect(trailOf(gateway)).toMatchObject([{ action: 'auth.sign_in' }])
})

test('the log is read by those who may manage, page by page', async () => {
  const gateway = await startTestGateway()
  const [reader, driver, manager] = [
    await gateway.personalToken(['read']),
    await gateway.personalToken(['drive']),
    await gateway.personalToken(['manage']),
  ]
  expect((await gateway.ask('GET', '/api/audit')).status).toBe(401)
  expect((await gateway.ask('GET', '/api/audit', { token: reader.token })).status).toBe(403)
  expect((await gateway.ask('GET', '/api/audit', { token: driver.token })).status).toBe(403)
  const { status, body } = await gateway.ask('GET', '/api/audit?action=access_token&limit=2', { token: manager.token })
  expect(status).toBe(200)
  expect(body).toMatchObject({
    entries: [
      { seq: 3, action: 'access_token.create', object_id: manager.id, details: { name: 'test', scopes: 'manage' } },
      { seq: 2, credential: { kind: 'local' }, address: 'local' },
    ],
    next_cursor: '2',
  })
  expect((await gateway.ask('GET', '/api/audit?limit=100000', { token: manager.token })).status).toBe(400)
})

test('signing out is told with who it was', async () => {
  const gateway = await startTestGateway()
  const { token } = await gateway.signIn()
  await gateway.ask('POST', '/auth/revoke', { token, body: {} })
  expect(trailOf(gateway).at(-1)).toMatchObject({ action: 'auth.sign_out', outcome: 'ok', username: 'tester' })
})

test('a link for signing in is told, not its secret', async () => {
  const gateway = await startTestGateway()
  const { gateway: running } = gateway
  const made = (await running.dispatch.run('sign_in_link.create', {}, localCall(running.owner))) as {
    sign_in_url: string
  }
  const secret = new URL(made.sign_in_url).hash.slice('#secret='.length)
  expect(trailOf(gateway)).toMatchObject([{ action: 'auth.sign_in_link', outcome: 'ok', address: 'local' }])
  expect(JSON.stringify(trailOf(gateway))).not.toContain(secret)
})
