import { describe, expect, test } from 'vitest'
import { localCall, startTestGateway } from '#test/support/gateway/gateway.ts'
import { askRemotely, openRemote } from '#test/support/gateway/remote.ts'
import { openSocket } from '#test/support/gateway/socket.ts'

/** A listener on loopback, where every test is the proxy. */
async function doorBehind(proxies: string | null) {
  const env = proxies === null ? {} : { HOMEPORT_REMOTE_TRUSTED_PROXIES: proxies }
  const gateway = await startTestGateway({ env: { ...env, HOMEPORT_LIMITS_REQUESTS_PER_MINUTE: '3' } })
  const listener = await openRemote(gateway)
  const from = async (address: string, headers: Record<string, string> = {}) =>
    (await askRemotely(listener, '/live', { headers: { 'x-forwarded-for': address, ...headers } })).status
  return { ...gateway, listener, from }
}

describe('behind a reverse proxy', () => {
  test('that nobody named, a visitor cannot make up addresses to get round the limit', async () => {
    const { from } = await doorBehind(null)
    expect([await from('1.1.1.1'), await from('1.1.1.2'), await from('1.1.1.3')]).toEqual([200, 200, 200])
    expect(await from('1.1.1.4')).toBe(429)
  })

  test('that the owner named, each visitor has a limit of his own, sockets too', async () => {
    const { from, listener } = await doorBehind('127.0.0.1')
    for (const status of [200, 200, 200, 429]) {
      expect(await from('203.0.113.1')).toBe(status)
    }
    expect(await from('203.0.113.2')).toBe(200)
    expect(await from('203.0.113.7, 203.0.113.1')).toBe(429)
    const upgrade = (address: string) => openSocket(listener.wsUrl, { 'x-forwarded-for': address }, { ca: listener.ca })
    await expect(upgrade('203.0.113.1')).rejects.toThrow('429')
    await upgrade('203.0.113.3')
  })

  test('the audit log names the visitor, for what was done and for what was refused', async () => {
    const { listener, ask, signIn, personalToken } = await doorBehind('10.0.0.0/8,127.0.0.0/8')
    const { token } = await personalToken(['read'])
    const origin = { authorization: `Bearer ${token}`, 'x-forwarded-for': '203.0.113.5, 10.1.1.1' }
    expect((await askRemotely(listener, '/api/remote', { headers: origin })).status).toBe(403)
    const { body } = await ask('GET', '/api/audit?limit=5', { token: (await signIn()).token })
    const entries = (body as { entries: { action: string; address: string }[] }).entries
    expect(entries.find(({ action }) => action === 'remote.status')?.address).toBe('203.0.113.5')
    expect(entries.find(({ action }) => action === 'remote.on')).toMatchObject({
      address: 'local',
      object_id: listener.url,
      details: { bind: '127.0.0.1', port: listener.port, certificate: 'own_ca' },
    })
  })

  test('what came to it in the open is sent to https, and nothing else is answered', async () => {
    const { listener } = await doorBehind('127.0.0.1')
    const open = (method: string, headers: Record<string, string> = {}) =>
      askRemotely(listener, '/session/x', { method, headers: { 'x-forwarded-proto': 'http', ...headers } })
    expect(await open('GET')).toMatchObject({ status: 308, headers: { location: `${listener.url}/session/x` } })
    expect((await open('GET', { host: 'evil.example' })).status).toBe(403)
    expect((await open('POST')).status).toBe(403)
    const plain = openSocket(listener.wsUrl, { 'x-forwarded-proto': 'http' }, { ca: listener.ca })
    await expect(plain).rejects.toThrow('403')
  })

  test('a setting takes effect at once, and a wrong one is refused', async () => {
    const { from, gateway } = await doorBehind(null)
    const change = (trusted: readonly string[]) => {
      const changes = { changes: { 'remote.trusted_proxies': trusted } }
      return gateway.dispatch.run('settings.change', changes, localCall(gateway.owner))
    }
    expect([await from('1.1.1.1'), await from('1.1.1.1'), await from('1.1.1.1')]).toEqual([200, 200, 200])
    expect(await from('203.0.113.2')).toBe(429)
    await change(['127.0.0.1'])
    expect(await from('203.0.113.2')).toBe(200)
    for (const wrong of ['proxy.example', '10.0.0.0/33', '1.2.3.4/8/9', '::1/129', '']) {
      await expect(change([wrong])).rejects.toThrow('must hold IP addresses')
    }
    expect(await from('203.0.113.3')).toBe(200)
  })
})
