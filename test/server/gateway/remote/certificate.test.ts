import { X509Certificate } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import path from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { FakeClock } from '#test/fakes/fakeClock.ts'
import { startTestGateway } from '#test/support/gateway/gateway.ts'
import {
  askLocally,
  askRemotely,
  connectRemotely,
  openRemote,
  shakeHands,
  startRemoteGateway,
  writeCertificate,
} from '#test/support/gateway/remote.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

const deadline = { timeout: 8_000, interval: 25 }

describe('its certificate', () => {
  test('is renewed long before it ends, without a connection being dropped', async () => {
    const clock = new FakeClock()
    clock.pass(Date.now() - clock.now())
    const gateway = await startRemoteGateway({ clock })
    const { socket } = await connectRemotely(gateway)
    const before = (await shakeHands(gateway.listener)).getPeerX509Certificate()?.fingerprint256
    clock.pass(61 * 24 * 3600 * 1000)
    await gateway.gateway.checkRemote()
    const after = await shakeHands(gateway.listener, { rejectUnauthorized: false })
    expect(after.getPeerX509Certificate()?.fingerprint256).not.toBe(before)
    expect((await socket.ask('ping')).type).toBe('pong')
    await expect(shakeHands(gateway.listener, { maxVersion: 'TLSv1.2' })).rejects.toThrow(/protocol version|alert/)
  })

  test('from files is swapped when they change, while sockets stay open', async () => {
    const folder = temporaryFolder()
    const files = await writeCertificate(folder, { name: 'home.example', issuedDaysAgo: 80 })
    const gateway = await startTestGateway()
    const listener = await openRemote(gateway, { names: ['home.example'], ...files })
    expect(listener.status).toMatchObject({ remote_url: `https://home.example:${listener.port}`, ca_path: null })
    expect(listener.status.certificate).toMatchObject({
      kind: 'files',
      renews_at: null,
      warning: expect.stringContaining('ends on'),
    })
    const trusting = { rejectUnauthorized: false }
    const kept = await shakeHands(listener, trusting)
    writeFileSync(files.key_file, 'half written')
    const fresh = path.join(folder, 'fresh')
    mkdirSync(fresh)
    const next = await writeCertificate(fresh, { name: 'home.example' })
    const wanted = new X509Certificate(readFileSync(next.cert_file)).fingerprint256
    writeFileSync(files.cert_file, readFileSync(next.cert_file))
    writeFileSync(files.key_file, readFileSync(next.key_file))
    await vi.waitFor(async () => {
      const socket = await shakeHands(listener, trusting)
      expect(socket.getPeerX509Certificate()?.fingerprint256).toBe(wanted)
    }, deadline)
    await expect(shakeHands(listener, { ...trusting, maxVersion: 'TLSv1.2' })).rejects.toThrow(/protocol version|alert/)
    expect((await askLocally(gateway, 'remote.status', {})).certificate?.warning).toBeNull()
    kept.write(`GET /live HTTP/1.1\r\nHost: home.example:${listener.port}\r\n\r\n`)
    expect(String((await once(kept, 'data'))[0])).toContain('200 OK')
    rmSync(files.cert_file)
    expect((await shakeHands(listener, trusting)).getProtocol()).toBe('TLSv1.3')
  })

  test('can be fetched by a device that does not trust it yet; nothing else can', async () => {
    const gateway = await startRemoteGateway()
    const answer = await askRemotely(gateway.listener, '/homeport-ca.crt', { rejectUnauthorized: false })
    expect(answer).toMatchObject({ status: 200, body: gateway.listener.ca })
    expect(answer.headers['content-type']).toContain('application/x-x509-ca-cert')
    expect(new X509Certificate(answer.body).ca).toBe(true)
    const profile = await askRemotely(gateway.listener, '/homeport.mobileconfig', { rejectUnauthorized: false })
    expect(profile.headers['content-type']).toContain('application/x-apple-aspen-config')
    const [, inProfile = ''] = /com\.apple\.security\.root/.test(profile.body)
      ? (/<data>([^<]+)<\/data>/.exec(profile.body) ?? [])
      : []
    expect(new X509Certificate(Buffer.from(inProfile, 'base64')).fingerprint256).toBe(
      new X509Certificate(answer.body).fingerprint256,
    )
    expect((await askRemotely(gateway.listener, '/api/sessions')).status).toBe(401)
    await askLocally(gateway, 'remote.off', {})
    expect((await gateway.ask('GET', '/homeport-ca.crt')).status).toBe(404)
  })
})
