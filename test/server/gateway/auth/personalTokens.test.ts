import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { FakeClock } from '#test/fakes/fakeClock.ts'
import { localCall, startTestGateway } from '#test/support/gateway/gateway.ts'
import { openSignedIn } from '#test/support/gateway/socket.ts'

test('a token does what its scope says, and nothing above it', async () => {
  const { ask, personalToken } = await startTestGateway()
  const reader = await personalToken(['read'])
  expect((await ask('GET', '/api/sessions', { token: reader.token })).status).toBe(200)
  const refused = await ask('POST', '/api/session', { token: reader.token, body: { folder_name: 'x' } })
  expect(refused.status).toBe(403)
  expect(refused.body).toMatchObject({ error: { code: 'AUTH_006', details: { needed_scope: 'drive' } } })
  const driver = await personalToken(['drive'])
  expect((await ask('POST', '/api/session', { token: driver.token, body: { folder_name: 'x' } })).status).toBe(201)
  expect((await ask('GET', '/api/sessions', { token: driver.token })).status).toBe(200)
})

test('a socket of a reading token is refused, not closed, when it drives', async () => {
  const { personalToken, wsUrl } = await startTestGateway()
  const { token } = await personalToken(['read'])
  const socket = await openSignedIn(wsUrl, token)
  const reply = await socket.ask('create_session', { data: { folder_name: 'x' } })
  expect(reply).toMatchObject({ type: 'error', data: { code: 'AUTH_006' } })
  expect((await socket.ask('ping')).type).toBe('pong')
})

test('a revoked token and its sockets end at once', async () => {
  const { ask, gateway, personalToken, wsUrl } = await startTestGateway()
  const { id, token } = await personalToken(['read'])
  const socket = await openSignedIn(wsUrl, token)
  await gateway.dispatch.run('access_token.revoke', { id }, localCall(gateway.owner))
  expect((await socket.closed()).code).toBe(4401)
  expect((await ask('GET', '/api/sessions', { token })).status).toBe(401)
})

test('a token with an end ends', async () => {
  const clock = new FakeClock()
  const { ask, gateway } = await startTestGateway({ clock })
  const made = await gateway.dispatch.run(
    'access_token.create',
    { name: 'ci', expires_in_days: 1 },
    localCall(gateway.owner),
  )
  const { token } = made as { token: string }
  expect((await ask('GET', '/api/sessions', { token })).status).toBe(200)
  clock.pass(24 * 3600 * 1000)
  expect((await ask('GET', '/api/sessions', { token })).status).toBe(401)
})

test('no credential stands in the database', async () => {
  const { folder, personalToken, secret, signIn } = await startTestGateway()
  const { token } = await personalToken(['read'])
  const signedIn = await signIn()
  const unused = secret()
  const stored = ['homeport.db', 'homeport.db-wal']
    .map((name) => readFileSync(path.join(folder, name), 'latin1'))
    .join()
  const cookie = signedIn.cookie.split('=')[1] ?? ''
  for (const value of [token, signedIn.token, cookie, unused]) {
    expect(value.length).toBeGreaterThan(40)
    expect(stored).not.toContain(value)
  }
})
