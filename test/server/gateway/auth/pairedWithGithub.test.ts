import { expect, onTestFinished, test } from 'vitest'
import { BROWSER_PROOF_HEADER } from '#shared/browserProof.ts'
import type { ResultOf } from '#shared/operations/table.ts'
import { CLIENT_ID, FakeGithub } from '#test/fakes/github/github.ts'
import { createPageKey, type PageKey } from '#test/support/gateway/pageKey.ts'
import { pairingWorld } from '#test/support/gateway/pairingWorld.ts'

/** A workstation that wants both, and what a browser does before it. */
async function bothWorld() {
  const github = new FakeGithub({ interval: 1 })
  await github.start()
  onTestFinished(() => github.close())
  github.addAccount(1, 'octocat')
  const world = await pairingWorld({ env: { ...github.environment } })
  const { local, device, gateway, show, claim, poll, clock } = world
  await local('github.configure', { client_id: CLIENT_ID })
  await local('account.allow', { github_id: 1 })
  await local('settings.change', { changes: { 'pairing.with_github': true } })
  const host = new URL(gateway.listener.url).host
  const profile = async (cookie: string, key: PageKey) =>
    device('GET', '/api/user/profile', { headers: { cookie, [BROWSER_PROOF_HEADER]: await key.proof(host) } })
  const pair = async (key: PageKey, role?: 'viewer') => {
    const { pairing_id, secret } = await show(role === undefined ? {} : { role })
    const { body } = await claim(secret, { browser_key: key.browser_key })
    await local('pairing.confirm', { pairing_id, code: String(body['code']) })
    return (await poll(body['claim_id'])).cookie
  }
  const enter = async (fields: { readonly browser_key?: string }) => {
    const { body } = await device('POST', '/auth/github/device', { body: {} })
    github.devices.settle(String(body['user_code']), { account: 1 })
    clock.pass(2000)
    return device('POST', '/auth/github/device/poll', { body: { device_code: body['device_code'], ...fields } })
  }
  return { ...world, profile, pair, enter, key: () => createPageKey(gateway) }
}

const outside = { status: 403, code: 'AUTH_004' }

test('where both are wanted, neither a pairing nor GitHub is enough, and both in one browser are', async () => {
  const { key, pair, enter, profile } = await bothWorld()
  const [phone, other] = [await key(), await key()]
  const paired = await pair(phone)
  expect(await profile(paired, phone)).toMatchObject(outside)
  const elsewhere = await enter({ browser_key: other.browser_key })
  expect(await profile(elsewhere.cookie, other)).toMatchObject(outside)
  const { cookie } = await enter({ browser_key: phone.browser_key })
  expect(await profile(cookie, phone)).toMatchObject({ status: 200, body: { username: 'octocat' } })
  expect(await profile(elsewhere.cookie, other)).toMatchObject(outside)
})

test('the public half of a paired browser’s key opens nothing: not by its cookie, nor by a token', async () => {
  const { key, pair, enter, profile, device } = await bothWorld()
  const [phone, thief] = [await key(), await key()]
  await pair(phone)
  const { cookie, body } = await enter({ browser_key: phone.browser_key })
  expect((await profile(cookie, thief)).status).toBe(401)
  expect((await device('GET', '/api/user/profile', { headers: { cookie } })).status).toBe(401)
  const headers = { authorization: `Bearer ${String(body['access_token'])}` }
  expect(await device('GET', '/api/user/profile', { headers })).toMatchObject(outside)
})

test('the pairing is the person’s who signed in, bounds what they may do, and its end ends their entry', async () => {
  const { key, pair, enter, profile, local, gateway, device } = await bothWorld()
  const phone = await key()
  const paired = await pair(phone, 'viewer')
  const { cookie } = await enter({ browser_key: phone.browser_key })
  const host = new URL(gateway.listener.url).host
  const headers = { cookie, [BROWSER_PROOF_HEADER]: await phone.proof(host) }
  const sent = await device('POST', '/api/session', { body: { project_path: '/projects/api' }, headers })
  expect(sent).toMatchObject({ status: 403, code: 'AUTH_006' })
  await local('settings.change', { changes: { 'pairing.with_github': false } })
  expect(await profile(paired, phone)).toMatchObject({ status: 200, body: { username: 'octocat' } })
  await local('settings.change', { changes: { 'pairing.with_github': true } })
  const { token } = await gateway.signIn()
  const { devices } = (await gateway.ask('GET', '/api/devices', { token })).body as ResultOf<'device.list'>
  const pairing = devices.find(({ name }) => name === 'Phone')
  expect((await gateway.ask('DELETE', `/api/devices/${pairing?.id}`, { token })).status).toBe(200)
  expect(await profile(cookie, phone)).toMatchObject(outside)
})
