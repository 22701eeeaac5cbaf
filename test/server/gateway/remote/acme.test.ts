import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { MemoryVault } from '#server/platform/vault/memoryVault.ts'
import { FakeClock } from '#test/fakes/fakeClock.ts'
import { type TestGatewayOptions, startTestGateway } from '#test/support/gateway/gateway.ts'
import { type Pebble, hasPrograms, startPebble } from '#test/support/gateway/pebble.ts'
import { askLocally, askRemotely, openRemote, shakeHands } from '#test/support/gateway/remote.ts'
import { openSocket } from '#test/support/gateway/socket.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'
import { until } from '#test/support/until.ts'

const DAY_MS = 24 * 3600 * 1000
const NAME = 'home.example'

/** What the owner asks for. */
function wish(pebble: Pebble, challenge: 'http' | 'tls_alpn' = 'http') {
  const { directory_url, ca_file, httpPort: http_port, tlsPort: port } = pebble
  const how = { certificate: 'acme', challenge, terms_agreed: true, email: 'owner@home.example' } as const
  return { names: [NAME], directory_url, ca_file, http_port, ...how, port: challenge === 'tls_alpn' ? port : 0 }
}

async function openAcme(pebble: Pebble, options: TestGatewayOptions & { challenge?: 'http' | 'tls_alpn' } = {}) {
  const gateway = await startTestGateway(options)
  const listener = await openRemote(gateway, wish(pebble, options.challenge))
  const ca = await pebble.root()
  const shown = async () => {
    const socket = await shakeHands({ ...listener, ca }, { servername: NAME })
    return socket.getPeerX509Certificate()?.fingerprint256
  }
  return { ...gateway, listener: { ...listener, ca }, shown }
}

/** A clock that stands at this moment. */
function clockOfToday(): FakeClock {
  const clock = new FakeClock()
  clock.pass(Date.now() - clock.now())
  return clock
}

describe.skipIf(!hasPrograms('pebble', 'pebble-challtestsrv'))(
  'remote access with a certificate of an authority',
  () => {
    test.each(['http', 'tls_alpn'] as const)('opens under its name, proven by %s', async (challenge) => {
      const { listener } = await openAcme(await startPebble(), { challenge })
      const socket = await shakeHands(listener, { servername: NAME })
      expect(socket.getPeerX509Certificate()?.subjectAltName).toBe(`DNS:${NAME}`)
      expect(listener.status).toMatchObject({
        remote_url: `https://${NAME}:${listener.port}`,
        certificate: { kind: 'acme', works: expect.stringContaining('no authority that browsers know') },
        order: null,
        ca_path: null,
      })
      expect(Date.parse(listener.status.certificate?.renews_at ?? '')).toBeGreaterThan(Date.now())
      await expect(shakeHands(listener, { servername: NAME, maxVersion: 'TLSv1.2' })).rejects.toThrow(
        /protocol version|alert/,
      )
    })

    test.each(['http', 'tls_alpn'] as const)('is renewed by %s while a socket stays open', async (challenge) => {
      const clock = clockOfToday()
      const gateway = await openAcme(await startPebble(), { clock, challenge })
      const { certificate } = gateway.listener.status
      const { token } = await gateway.personalToken(['read'])
      const trusting = { ca: gateway.listener.ca, servername: NAME }
      const socket = await openSocket(gateway.listener.wsUrl, { authorization: `Bearer ${token}` }, trusting)
      await socket.ask('ping')
      clock.pass(Date.parse(certificate?.renews_at ?? '') - clock.now() - 1000)
      await gateway.gateway.checkRemote()
      expect(await gateway.shown()).toBe(certificate?.fingerprint)
      clock.pass(2000)
      await gateway.gateway.checkRemote()
      await until(async () => (await gateway.shown()) !== certificate?.fingerprint, { what: 'the new certificate' })
      expect((await socket.ask('ping')).type).toBe('pong')
      await expect(shakeHands(gateway.listener, { servername: NAME, maxVersion: 'TLSv1.2' })).rejects.toThrow(
        /protocol version|alert/,
      )
    })

    test('keeps the old one when renewing fails, says so, and tries again later', async () => {
      const clock = clockOfToday()
      const pebble = await startPebble()
      const gateway = await openAcme(pebble, { clock })
      const status = async () => askLocally(gateway, 'remote.status', {})
      const before = gateway.listener.status.certificate
      await pebble.stop()
      clock.pass(Date.parse(before?.expires_at ?? '') - clock.now() - 13 * DAY_MS)
      await gateway.gateway.checkRemote()
      const failed = await until(async () => pick(await status(), 'failed'), { what: 'the failure' })
      expect(failed.certificate).toMatchObject({ fingerprint: before?.fingerprint })
      expect(failed.certificate?.warning).toMatch(/ends on .* Renewing it failed: localhost:\d+ gave no certificate/)
      expect(Date.parse(failed.order?.next_try_at ?? '') - clock.now()).toBe(5 * 60_000)
      expect(await gateway.shown()).toBe(before?.fingerprint)
      // Another authority has another root: only that a new certificate comes is looked at.
      await pebble.start()
      await gateway.gateway.checkRemote()
      expect((await status()).order?.state).toBe('failed')
      clock.pass(5 * 60_000)
      await gateway.gateway.checkRemote()
      await until(async () => (await status()).order === null, { what: 'the next try' })
      expect((await status()).certificate?.fingerprint).not.toBe(before?.fingerprint)
      expect((await status()).certificate?.warning).not.toContain('ends on')
    }, 30_000)

    test('asks nobody again after a restart, even while the authority is away', async () => {
      const folder = temporaryFolder()
      const vault = new MemoryVault()
      const pebble = await startPebble()
      const first = await openAcme(pebble, { folder, vault })
      const { fingerprint } = first.listener.status.certificate ?? {}
      await first.gateway.close('restart')
      await pebble.stop()
      const second = await startTestGateway({ folder, vault })
      const status = await askLocally(second, 'remote.status', {})
      expect(status).toMatchObject({ remote_url: first.listener.status.remote_url, certificate: { fingerprint } })
      expect(readFileSync(`${folder}/certificate.json`, 'utf8')).not.toContain('PRIVATE KEY')
    })

    test('that is not there at a start is asked for without holding the start up, and not again at once', async () => {
      const clock = clockOfToday()
      const folder = temporaryFolder()
      const vault = new MemoryVault()
      const pebble = await startPebble()
      const first = await openAcme(pebble, { folder, vault, clock })
      await first.gateway.close('restart')
      rmSync(`${folder}/certificate.json`)
      await pebble.stop()
      const second = await startTestGateway({ folder, vault, clock })
      const status = () => askLocally(second, 'remote.status', {})
      const failed = await until(async () => pick(await status(), 'failed'), { what: 'the failure' })
      expect(failed).toMatchObject({ enabled: true, remote_url: null, problem: failed.order?.text })
      await pebble.start()
      await second.gateway.checkRemote()
      expect((await status()).remote_url).toBeNull()
      clock.pass(5 * 60_000)
      await second.gateway.checkRemote()
      expect((await status()).remote_url).toBe(first.listener.status.remote_url)
    })

    test('wants the owner’s word on the terms, and a name of the internet', async () => {
      const pebble = await startPebble()
      const gateway = await startTestGateway()
      await expect(openRemote(gateway, { ...wish(pebble), terms_agreed: false })).rejects.toThrow(
        /terms of service \(.+--agree-tos/,
      )
      await expect(openRemote(gateway, { ...wish(pebble), names: ['box.local'] })).rejects.toThrow(
        'no name of the public',
      )
      await expect(openRemote(gateway, { ...wish(pebble), names: [] })).rejects.toThrow('--name')
      await expect(openRemote(gateway, { ...wish(pebble), challenge: 'dns' })).rejects.toThrow('--dns-hook')
      expect((await askLocally(gateway, 'remote.status', {})).enabled).toBe(false)
    })

    test('that cannot be had leaves what was there, and says what to do', async () => {
      const pebble = await startPebble()
      const gateway = await startTestGateway()
      const listener = await openRemote(gateway)
      const wrongPort = { ...wish(pebble), http_port: pebble.tlsPort, port: listener.port }
      await expect(openRemote(gateway, wrongPort)).rejects.toThrow(
        /localhost:\d+ gave no certificate for home.example: .+port 80/,
      )
      expect((await askRemotely(listener, '/live')).status).toBe(200)
      expect((await askLocally(gateway, 'remote.status', {})).choice?.certificate).toBe('own_ca')
    })

    test('for another name that cannot be had leaves the one that there was, without asking for it again', async () => {
      const pebble = await startPebble()
      const gateway = await openAcme(pebble)
      const before = await gateway.shown()
      const other = {
        ...wish(pebble),
        names: [NAME, 'other.example'],
        http_port: pebble.tlsPort,
        port: gateway.listener.port,
      }
      await expect(openRemote(gateway, other)).rejects.toMatchObject({
        code: 'CERT_001',
        message: expect.stringContaining('gave no certificate'),
      })
      await pebble.stop()
      expect(await gateway.shown()).toBe(before)
      expect((await askLocally(gateway, 'remote.status', {})).order).toBeNull()
    })

    test('is not waited for by switching off', async () => {
      const pebble = await startPebble()
      const gateway = await startTestGateway()
      const hook = path.join(temporaryFolder(), 'hook')
      writeFileSync(hook, '#!/bin/sh\nexec sleep 60\n', { mode: 0o700 })
      const on = openRemote(gateway, { ...wish(pebble), challenge: 'dns', dns_hook: hook })
      const outcome = on.then(() => 'it is on', String)
      const running = await until(async () => pick(await askLocally(gateway, 'remote.status', {}), 'running'), {
        what: 'it',
      })
      expect(running.order?.text).not.toBe('')
      expect(await askLocally(gateway, 'remote.off', {})).toMatchObject({ enabled: false, order: null })
      expect(await outcome).toContain('switched off or changed meanwhile')
    })
  },
)

function pick<S extends { readonly order: { readonly state: string } | null }>(status: S, state: string): S | null {
  return status.order?.state === state ? status : null
}
