import { expect, test } from 'vitest'
import { BROWSER_PROOF_HEADER } from '#shared/browserProof.ts'
import type { ResultOf } from '#shared/operations/table.ts'
import { createPageKey } from '#test/support/gateway/pageKey.ts'
import { pairingWorld } from '#test/support/gateway/pairingWorld.ts'

const DAY = 24 * 3600 * 1000

test('a phone is in after a code, three words that both show, and one yes', async () => {
  const { gateway, show, claim, poll, local, device } = await pairingWorld()
  const { pairing_id, secret } = await show()
  expect(await local('pairing.status', { pairing_id })).toMatchObject({ state: 'waiting', code: null, expires_in: 300 })
  const claimed = await claim(secret, { device_name: 'iPhone' })
  expect(claimed).toMatchObject({
    status: 202,
    cookie: '',
    body: { device_name: 'iPhone', role: 'owner', expires_in: 120 },
  })
  expect(claimed.body['fingerprint']).toBe(gateway.listener.status.certificate?.fingerprint)
  const code = String(claimed.body['code'])
  expect(code).toMatch(/^[a-z]+ [a-z]+ [a-z]+$/)
  expect(await local('pairing.status', { pairing_id })).toMatchObject({ state: 'claimed', code, device_name: 'iPhone' })
  expect((await poll(claimed.body['claim_id'])).body).toEqual({ status: 'pending', interval: 2 })
  await local('pairing.confirm', { pairing_id, code })
  const entered = await poll(claimed.body['claim_id'])
  expect(entered.body).toMatchObject({ status: 'complete', user: { username: 'tester', role: 'owner' } })
  expect(entered.cookie).toMatch(/^__Host-homeport_session_/)
  const profile = await device('GET', '/api/user/profile', { headers: { cookie: entered.cookie } })
  expect(profile).toMatchObject({ status: 200, body: { username: 'tester' } })
})

test('the address in the QR code leads to the remote listener, its secret where no server sees it', async () => {
  const { gateway, local } = await pairingWorld()
  const { url, expires_in } = await local('pairing.create', {})
  expect(url).toMatch(new RegExp(`^${gateway.listener.status.remote_url}/pair#[\\w-]{43}$`))
  expect(expires_in).toBe(300)
})

test('a paired page is bound to its key: the cookie alone is worth nothing', async () => {
  const { gateway, show, claim, poll, local, device } = await pairingWorld()
  const key = await createPageKey(gateway)
  const { pairing_id, secret } = await show()
  const { body } = await claim(secret, { browser_key: key.browser_key })
  await local('pairing.confirm', { pairing_id, code: String(body['code']) })
  const { cookie } = await poll(body['claim_id'])
  expect((await device('GET', '/api/user/profile', { headers: { cookie } })).status).toBe(401)
  const proof = await key.proof(new URL(gateway.listener.url).host)
  const headers = { cookie, [BROWSER_PROOF_HEADER]: proof }
  expect((await device('GET', '/api/user/profile', { headers })).status).toBe(200)
})

test('a paired device is listed by its name, and revoked like any other', async () => {
  const { pair, local, device, gateway } = await pairingWorld()
  const { cookie } = await pair({ name: 'Kitchen tablet' })
  const { token } = await gateway.signIn()
  const { devices } = (await gateway.ask('GET', '/api/devices', { token })).body as ResultOf<'device.list'>
  const paired = devices.find(({ name }) => name === 'Kitchen tablet')
  expect(paired).toMatchObject({ kind: 'sign_in', user: { username: 'tester' } })
  expect((await gateway.ask('DELETE', `/api/devices/${paired?.id}`, { token })).status).toBe(200)
  expect(await device('GET', '/api/user/profile', { headers: { cookie } })).toMatchObject({ status: 401 })
  expect(await local('remote.status', {})).toMatchObject({ enabled: true })
})

test('a device that was paired to look only looks, and does nothing else', async () => {
  const { pair, device } = await pairingWorld()
  const { cookie } = await pair({ role: 'viewer' })
  const as = { headers: { cookie } }
  expect(await device('GET', '/api/user/profile', as)).toMatchObject({ status: 200, body: { role: 'viewer' } })
  const sent = await device('POST', '/api/session', { body: { project_path: '/projects/api' }, ...as })
  expect(sent).toMatchObject({ status: 403, code: 'AUTH_006' })
  expect((await device('GET', '/api/storage', as)).status).toBe(403)
})

test('it stays as long as the setting says, counted from its last use', async () => {
  const { pair, device, clock, local } = await pairingWorld()
  await local('settings.change', { changes: { 'pairing.lasts_days': 3 } })
  const { cookie } = await pair()
  const profile = async () => (await device('GET', '/api/user/profile', { headers: { cookie } })).status
  clock.pass(2 * DAY)
  expect(await profile()).toBe(200)
  clock.pass(2 * DAY)
  expect(await profile()).toBe(200)
  clock.pass(3 * DAY + 1)
  expect(await profile()).toBe(401)
})

test('an owner who wants GitHub alone switches pairing off: nothing is paired, and paired devices stay outside', async () => {
  const { pair, show, claim, device, local } = await pairingWorld()
  const { cookie } = await pair()
  const { secret } = await show()
  await local('settings.change', { changes: { 'pairing.allowed': false } })
  expect(await claim(secret)).toMatchObject({ status: 403, code: 'PAIR_003' })
  expect(await device('GET', '/api/user/profile', { headers: { cookie } })).toMatchObject({
    status: 403,
    code: 'AUTH_004',
  })
  await expect(local('pairing.create', {})).rejects.toMatchObject({ code: 'PAIR_003' })
  await local('settings.change', { changes: { 'pairing.allowed': true } })
  expect((await device('GET', '/api/user/profile', { headers: { cookie } })).status).toBe(200)
})

test('the panic switch ends paired devices, used or not', async () => {
  const { pair, local, gateway } = await pairingWorld()
  await pair()
  expect(await local('server.panic', {})).toMatchObject({ revoked_devices: 1 })
  const { token } = await gateway.signIn()
  const { devices } = (await gateway.ask('GET', '/api/devices', { token })).body as ResultOf<'device.list'>
  expect(devices).toHaveLength(1)
})

test('the person hears of a paired device, and of a second one that tried its code', async () => {
  const { show, claim, gateway, pair, local } = await pairingWorld()
  await pair()
  const { secret, pairing_id } = await show()
  await claim(secret)
  expect(await claim(secret)).toMatchObject({ status: 409, code: 'PAIR_002' })
  expect(await local('pairing.status', { pairing_id })).toMatchObject({ state: 'claimed', tried_again: true })
  const { token } = await gateway.signIn()
  const { notices } = (await gateway.ask('GET', '/api/devices', { token })).body as ResultOf<'device.list'>
  const messages = notices.map(({ message }) => message).join('\n')
  expect(messages).toContain('Phone was paired, from 127.0.0.1.')
  expect(messages).toContain('A second device tried a pairing code that was used.')
})

test('without remote access there is nothing to scan, and what to do is said', async () => {
  const { local } = await pairingWorld()
  await local('remote.off', {})
  await expect(local('pairing.create', {})).rejects.toMatchObject({ code: 'SETTINGS_001' })
})

test('a person shows a few codes at a time: the oldest ends', async () => {
  const { show, claim } = await pairingWorld()
  const shown = await Promise.all([1, 2, 3, 4, 5, 6].map(() => show()))
  expect(await claim(shown[0]?.secret ?? '')).toMatchObject({ code: 'PAIR_001' })
  expect((await claim(shown[5]?.secret ?? '')).status).toBe(202)
})
