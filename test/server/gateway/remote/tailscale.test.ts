import { describe, expect, test } from 'vitest'
import { FakeClock } from '#test/fakes/fakeClock.ts'
import { startTestGateway } from '#test/support/gateway/gateway.ts'
import { askLocally, askRemotely, openRemote, shakeHands } from '#test/support/gateway/remote.ts'
import { TAILNET_NAME, type Tailnet, installTailscale } from '#test/support/gateway/tailnet.ts'
import { until } from '#test/support/until.ts'

const viaTailscale = { certificate: 'tailscale' } as const
const anyway = { rejectUnauthorized: false }

describe.skipIf(process.platform === 'win32')('remote access with the certificate of Tailscale', () => {
  test('opens under the name of the tailnet', async () => {
    await installTailscale()
    const gateway = await startTestGateway()
    const listener = await openRemote(gateway, viaTailscale)
    expect(listener.status).toMatchObject({
      remote_url: `https://${TAILNET_NAME}:${listener.port}`,
      certificate: { kind: 'tailscale', names: expect.arrayContaining([TAILNET_NAME]) },
      ca_path: null,
    })
    const headers = { host: `${TAILNET_NAME}:${listener.port}` }
    expect((await askRemotely(listener, '/live', { ...anyway, headers })).status).toBe(200)
    const other = { ...anyway, headers: { host: 'other.tail1234.ts.net' } }
    expect((await askRemotely(listener, '/live', other)).status).toBe(403)
  })

  test('is renewed by asking it again; a refusal keeps the old one', async () => {
    const clock = new FakeClock()
    clock.pass(Date.now() - clock.now())
    const change = await installTailscale()
    const gateway = await startTestGateway({ clock })
    const listener = await openRemote(gateway, viaTailscale)
    const shown = async () => (await shakeHands(listener, anyway)).getPeerX509Certificate()?.fingerprint256
    const status = () => askLocally(gateway, 'remote.status', {})
    const first = await shown()
    await change({ denied: true })
    clock.pass(61 * 24 * 3600 * 1000)
    await gateway.gateway.checkRemote()
    await until(async () => (await status()).order?.state === 'failed', { what: 'the refusal' })
    expect((await status()).order?.text).toContain('sudo tailscale set --operator')
    expect(await shown()).toBe(first)
    await change()
    clock.pass(5 * 60_000)
    await gateway.gateway.checkRemote()
    await until(async () => (await shown()) !== first, { what: 'the new certificate' })
    expect((await status()).order).toBeNull()
  })

  test.each<[string, Tailnet, string]>([
    ['is not connected', { state: 'Stopped' }, 'tailscale up'],
    ['has no name for this machine', { name: '' }, 'MagicDNS'],
    ['gives no certificates', { domains: null }, 'HTTPS Certificates'],
    ['denies them to this user', { denied: true }, 'cert access denied'],
  ])('says what to do where Tailscale %s', async (_what, tailnet, words) => {
    await installTailscale(tailnet)
    const gateway = await startTestGateway()
    const listener = await openRemote(gateway)
    await expect(openRemote(gateway, viaTailscale)).rejects.toThrow(words)
    expect((await askRemotely(listener, '/live')).status).toBe(200)
  })

  test('says before it is used what it can do here, and what to type first', async () => {
    const change = await installTailscale({ state: 'Stopped' })
    const gateway = await startTestGateway()
    const look = () => askLocally(gateway, 'remote.tailscale', {})
    expect(await look()).toEqual({
      state: 'unusable',
      name: null,
      text: 'Tailscale is not connected (it says "Stopped"). Run "tailscale up" first.',
      commands: [process.platform === 'linux' ? 'sudo tailscale up' : 'tailscale up'],
    })
    await change({ domains: null })
    expect(await look()).toMatchObject({ state: 'unusable', text: expect.stringContaining('HTTPS'), commands: [] })
    await change()
    expect(await look()).toEqual({
      state: 'ready',
      name: TAILNET_NAME,
      text: `This machine is ${TAILNET_NAME} in its tailnet.`,
      commands: [],
    })
  })
})
