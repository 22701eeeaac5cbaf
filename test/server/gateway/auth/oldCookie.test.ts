import { expect, test } from 'vitest'
import { makeOld } from '#test/support/gateway/oldSignIns.ts'
import { createPageKey } from '#test/support/gateway/pageKey.ts'
import { askRemotely, startRemoteGateway } from '#test/support/gateway/remote.ts'

/** A browser that signed in before cookies had their present name, at the remote listener. */
async function world() {
  const gateway = await startRemoteGateway()
  const { cookie } = await gateway.signIn()
  const profile = (sent: string) => askRemotely(gateway.listener, '/api/user/profile', { headers: { cookie: sent } })
  return { ...gateway, cookie, profile }
}

test('over TLS a cookie is taken under the name that only this host can set', async () => {
  const { cookie, profile } = await world()
  expect((await profile(cookie)).status).toBe(401)
  expect((await profile(`__Host-${cookie}`)).status).toBe(200)
})

test('who was signed in stays so over the update: the old cookie is taken once, and exchanged', async () => {
  const gateway = await world()
  const { cookie, profile } = gateway
  makeOld(gateway)
  const first = await profile(cookie)
  expect(first.status).toBe(200)
  const [gone, given] = first.headers['set-cookie'] ?? []
  expect(gone).toMatch(/^homeport_session_[0-9a-f]{8}=; Max-Age=0; .*Secure; SameSite=Strict$/)
  expect(given).toContain(`__Host-${cookie}; Max-Age=`)
  expect(given).toMatch(/; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Strict$/)
  expect(given).toMatch(/; Secure; SameSite=Strict$/)
  expect((await profile(cookie)).status).toBe(401)
  expect((await profile(`__Host-${cookie}`)).status).toBe(200)
})

test('a page that binds it gets the new name and the key in one', async () => {
  const gateway = await world()
  makeOld(gateway)
  const { browser_key } = await createPageKey(gateway)
  const bound = await askRemotely(gateway.listener, '/auth/bind', {
    method: 'POST',
    headers: { cookie: gateway.cookie, origin: gateway.listener.url, 'content-type': 'application/json' },
    body: JSON.stringify({ browser_key }),
  })
  expect(bound.status).toBe(200)
  expect(bound.headers['set-cookie']?.at(-1)).toMatch(/^__Host-homeport_session_/)
})
