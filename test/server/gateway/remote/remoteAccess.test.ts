import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { createServer } from 'node:net'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { MessageId } from '#shared/ids.ts'
import { MemoryVault } from '#server/platform/vault/memoryVault.ts'
import { startTestGateway } from '#test/support/gateway/gateway.ts'
import {
  type RemoteListener,
  askLocally,
  askRemotely,
  connectRemotely,
  openRemote,
  shakeHands,
  startRemoteGateway,
} from '#test/support/gateway/remote.ts'
import { openSocket } from '#test/support/gateway/socket.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

const deadline = { timeout: 8_000, interval: 25 }

/** One request without TLS. */
async function askPlainly(url: string, options: { method: string; headers: Record<string, string> }) {
  const sent = request(url, { ...options, agent: false }).end()
  const [answer] = (await once(sent, 'response')) as [IncomingMessage]
  answer.resume()
  return { status: answer.statusCode, location: answer.headers.location }
}

async function isClosed(listener: RemoteListener): Promise<boolean> {
  return shakeHands(listener).then(
    () => false,
    () => true,
  )
}

describe('remote access', () => {
  test('is off until it is switched on, and then told', async () => {
    const gateway = await startTestGateway()
    const toldUrl = () => gateway.gateway.info(gateway.gateway.owner.user_id).remote_url
    expect(toldUrl()).toBeNull()
    expect(await askLocally(gateway, 'remote.status', {})).toMatchObject({ enabled: false, remote_url: null })
    const listener = await openRemote(gateway)
    expect(toldUrl()).toBe(listener.url)
    expect(listener.status).toMatchObject({
      enabled: true,
      remote_url: listener.url,
      hosts: ['127.0.0.1', 'localhost'],
    })
    expect((await askRemotely(listener, '/live')).status).toBe(200)
  })

  test('speaks TLS 1.3 and HTTP/1.1, and nothing older or newer', async () => {
    const { listener } = await startRemoteGateway()
    const socket = await shakeHands(listener, { ALPNProtocols: ['h2', 'http/1.1'] })
    expect(socket.getProtocol()).toBe('TLSv1.3')
    expect(socket.alpnProtocol).toBe('http/1.1')
    await expect(shakeHands(listener, { maxVersion: 'TLSv1.2' })).rejects.toThrow(/protocol version|alert/)
  })

  test('is trusted by a device that has its authority, and by no other', async () => {
    const { listener } = await startRemoteGateway()
    const socket = await shakeHands(listener, { servername: 'localhost' })
    expect(socket.authorized).toBe(true)
    expect(socket.getPeerX509Certificate()?.checkIP('127.0.0.1')).toBe('127.0.0.1')
    await expect(shakeHands(listener, { ca: [] })).rejects.toThrow(/unable to|self.signed/)
    await expect(shakeHands(listener, { servername: 'evil.example' })).rejects.toThrow(/altnames|Host/)
  })

  test('switched off ends every remote connection at once, and no local one', async () => {
    const gateway = await startRemoteGateway()
    const { socket, token } = await connectRemotely(gateway)
    const idle = await shakeHands(gateway.listener)
    const idleEnded = once(idle.resume(), 'close')
    const local = await openSocket(gateway.wsUrl, { authorization: `Bearer ${token}` })
    const status = await askLocally(gateway, 'remote.off', {})
    expect(status).toMatchObject({ enabled: false, remote_url: null, certificate: null })
    expect((await socket.closed()).code).toBe(4410)
    await idleEnded
    expect(await isClosed(gateway.listener)).toBe(true)
    expect((await local.ask('ping')).type).toBe('pong')
  })

  test('stays on over a restart, at the same address and with the same authority', async () => {
    const folder = temporaryFolder()
    const vault = new MemoryVault()
    const first = await startRemoteGateway({ folder, vault })
    await first.gateway.close('restart')
    expect(await isClosed(first.listener)).toBe(true)
    const second = await startTestGateway({ folder, vault })
    const status = await askLocally(second, 'remote.status', {})
    expect(status.remote_url).toBe(first.listener.url)
    expect((await askRemotely(first.listener, '/live')).status).toBe(200)
    await askLocally(second, 'remote.off', {})
    await second.gateway.close('restart')
    const third = await startTestGateway({ folder, vault })
    expect(await askLocally(third, 'remote.status', {})).toMatchObject({ enabled: false, remote_url: null })
  })

  test('that cannot be opened at a start says why, and is opened as soon as it can be', async () => {
    const folder = temporaryFolder()
    const vault = new MemoryVault()
    const first = await startRemoteGateway({ folder, vault })
    await first.gateway.close('restart')
    const thief = createServer()
    await once(thief.listen(first.listener.port, '127.0.0.1'), 'listening')
    const second = await startTestGateway({ folder, vault })
    const status = await askLocally(second, 'remote.status', {})
    expect(status).toMatchObject({ enabled: true, remote_url: null })
    expect(status.problem).toContain(`Port ${first.listener.port} is taken`)
    await once(thief.close(), 'close')
    await second.gateway.checkRemote()
    expect((await askLocally(second, 'remote.status', {})).remote_url).toBe(first.listener.url)
  })

  test('with a setting that does not work leaves the old one as it was', async () => {
    const gateway = await startRemoteGateway()
    const thief = createServer()
    onTestFinished(() => void thief.close())
    await once(thief.listen(0, '127.0.0.1'), 'listening')
    const { port } = thief.address() as { port: number }
    await expect(askLocally(gateway, 'remote.on', { bind: '127.0.0.1', port })).rejects.toThrow('is taken')
    await expect(
      askLocally(gateway, 'remote.on', { cert_file: '/nowhere/a.pem', key_file: '/nowhere/b.pem' }),
    ).rejects.toThrow('/nowhere/a.pem')
    expect((await askRemotely(gateway.listener, '/live')).status).toBe(200)
  })
})

describe('the remote listener', () => {
  test('says that it is TLS for good, and lets the page open its own socket only', async () => {
    const { listener, url } = await startRemoteGateway({ page: '<p>page</p>' })
    const { headers } = await askRemotely(listener, '/')
    expect(headers['strict-transport-security']).toBe('max-age=15552000')
    expect(headers['content-security-policy']).toContain(`connect-src 'self' wss://127.0.0.1:${listener.port};`)
    expect((await fetch(url)).headers.has('strict-transport-security')).toBe(false)
  })

  test('sends people who typed http:// to the right place, and answers nothing else in the open', async () => {
    const { listener } = await startRemoteGateway()
    const plain = (method: string, headers: Record<string, string> = {}) =>
      askPlainly(`http://127.0.0.1:${listener.port}/session/x?y=1`, { method, headers })
    expect(await plain('GET')).toEqual({ status: 308, location: `${listener.url}/session/x?y=1` })
    expect(await plain('GET', { host: 'evil.example' })).toEqual({ status: 403, location: undefined })
    expect(await plain('POST')).toEqual({ status: 403, location: undefined })
    expect((await askRemotely(listener, '/live')).status).toBe(200)
  })

  test('sets cookies for TLS only', async () => {
    const { listener, signIn } = await startRemoteGateway()
    const { cookie } = await signIn()
    const { headers } = await askRemotely(listener, '/auth/revoke', {
      method: 'POST',
      headers: { cookie, origin: listener.url },
    })
    expect(headers['set-cookie']?.[0]).toMatch(/; Secure; SameSite=Strict$/)
  })

  test('answers under its own names only', async () => {
    const { listener, url } = await startRemoteGateway()
    const asked = async (headers: Record<string, string>) => (await askRemotely(listener, '/live', { headers })).status
    expect(await asked({ host: `localhost:${listener.port}` })).toBe(200)
    for (const host of ['evil.example', `evil.example:${listener.port}`, '127.0.0.1', new URL(url).host]) {
      expect(await asked({ host })).toBe(403)
    }
    for (const origin of ['https://evil.example', url, 'null', listener.url.replace('https', 'http')]) {
      expect(await asked({ origin })).toBe(403)
    }
    expect(await asked({ origin: listener.url })).toBe(200)
  })

  test('opens sockets for its own page only', async () => {
    const gateway = await startRemoteGateway()
    const { listener, signIn, url } = gateway
    const cookie = `__Host-${(await signIn()).cookie}`
    const upgrade = (headers: Record<string, string>) => openSocket(listener.wsUrl, headers, { ca: listener.ca })
    await expect(upgrade({ cookie })).rejects.toThrow('403')
    await expect(upgrade({ cookie, origin: url })).rejects.toThrow('403')
    await expect(upgrade({ cookie, origin: listener.url, host: 'evil.example' })).rejects.toThrow('403')
    const socket = await upgrade({ cookie, origin: listener.url })
    expect((await socket.next((frame) => frame.type === 'auth_success')).data).toMatchObject({ protocol_version: 1 })
  })

  test('is never this machine: no sign-in links, no switches, whatever credential', async () => {
    const { listener, signIn, secret, personalToken } = await startRemoteGateway()
    const body = JSON.stringify({ secret: secret() })
    const json = { 'content-type': 'application/json', origin: listener.url }
    expect((await askRemotely(listener, '/auth/local', { method: 'POST', headers: json, body })).status).toBe(403)
    const cookie = `__Host-${(await signIn()).cookie}`
    const { token } = await personalToken(['manage'])
    for (const credential of [{ cookie }, { authorization: `Bearer ${token}` }]) {
      for (const [method, address] of [
        ['GET', '/api/remote'],
        ['PUT', '/api/remote'],
        ['DELETE', '/api/remote'],
        ['POST', '/api/panic'],
      ] as const) {
        const sent = method === 'PUT' || method === 'POST' ? { body: '{}' } : {}
        const answer = await askRemotely(listener, address, { method, headers: { ...credential, ...json }, ...sent })
        expect(answer.status).toBe(403)
      }
    }
    expect((await askRemotely(listener, '/live')).status).toBe(200)
  })

  test('takes so many requests a minute from one address, then says when to come back', async () => {
    const { listener, url, wsUrl } = await startRemoteGateway({
      env: { HOMEPORT_LIMITS_REQUESTS_PER_MINUTE: '5' },
    })
    for (const status of [200, 200, 200, 200, 200, 429, 429]) {
      expect((await askRemotely(listener, '/live')).status).toBe(status)
    }
    const { headers, body } = await askRemotely(listener, '/live')
    expect(Number(headers['retry-after'])).toBeGreaterThan(0)
    expect(body).toContain('RATE_001')
    await expect(openSocket(listener.wsUrl, {}, { ca: listener.ca })).rejects.toThrow('429')
    expect((await fetch(`${url}/live`)).status).toBe(200)
    await openSocket(wsUrl)
  })

  test('gives one user three sockets, beside those on the machine', async () => {
    const gateway = await startRemoteGateway()
    const { socket, token } = await connectRemotely(gateway)
    const remote = () =>
      openSocket(gateway.listener.wsUrl, { authorization: `Bearer ${token}` }, { ca: gateway.listener.ca })
    await remote()
    await remote()
    expect((await (await remote()).closed()).code).toBe(4429)
    const local = await openSocket(gateway.wsUrl, { authorization: `Bearer ${token}` })
    expect((await local.ask('ping')).type).toBe('pong')
    socket.terminate()
    await socket.closed()
    await vi.waitFor(async () => expect((await (await remote()).ask('ping')).type).toBe('pong'), deadline)
  })
})

test('the owner’s browser on this machine has the same switches as the command line; a bearer token has not', async () => {
  const { signIn, ask, url, gateway } = await startTestGateway()
  const { cookie, token } = await signIn()
  const headers = { cookie, origin: url }
  expect((await ask('GET', '/api/remote', { token })).status).toBe(403)
  expect((await ask('PUT', '/api/remote', { headers, body: { port: 0, names: ['a b'] } })).status).toBe(400)
  const on = await ask('PUT', '/api/remote', { headers, body: { bind: '127.0.0.1', port: 0 } })
  expect(on).toMatchObject({ status: 200, body: { enabled: true, certificate: { kind: 'own_ca' } } })
  expect(gateway.info(gateway.owner.user_id).remote_url).not.toBeNull()
  expect((await ask('DELETE', '/api/remote', { headers })).body).toMatchObject({ enabled: false })
})

test('panic: nobody gets in, who was in is signed out, Claude stops; the machine itself goes on', async () => {
  const gateway = await startRemoteGateway()
  const { host, wsUrl } = gateway
  const user = gateway.gateway.owner.user_id
  const busy = host.addSession(user)
  host.append(busy.id, { type: 'session_status', data: { status: 'WORKING', reason: 'turn_running' } })
  const waiting = { message_id: MessageId.parse('m1'), content: 'next', created_at: '2026-01-01T00:00:00.000Z' }
  host.append(busy.id, { type: 'queue_changed', data: { queue: [waiting] } })
  host.addSession(user)
  const { socket, token } = await connectRemotely(gateway)
  const mine = await gateway.personalToken(['read'])
  const done = await askLocally(gateway, 'server.panic', {})
  expect(done).toEqual({ revoked_devices: 1, interrupted_sessions: 1, failed_sessions: 0 })
  // Signed out, not merely gone: the page destroys what it kept then.
  expect((await socket.closed()).code).toBe(4401)
  expect(await isClosed(gateway.listener)).toBe(true)
  expect((await gateway.ask('GET', '/api/user/profile', { token })).status).toBe(401)
  const local = await openSocket(wsUrl, { authorization: `Bearer ${mine.token}` })
  expect((await local.ask('ping')).type).toBe('pong')
  const asked = host.calls.filter(({ name }) => name === 'message.cancel' || name === 'session.control')
  expect(asked.map(({ params }) => params)).toEqual([{ session_id: busy.id, action: 'suspend' }])
})
