import { networkInterfaces } from 'node:os'
import { expect, test } from 'vitest'
import type { RemoteTest } from '#shared/operations/remoteTest.ts'
import { localCall, startTestGateway } from '#test/support/gateway/gateway.ts'
import { askRemotely, openRemote, startRemoteGateway } from '#test/support/gateway/remote.ts'
import { failureOf, statesOf } from '#test/support/gateway/selfTestWorld.ts'

/** An address of this machine that other machines could use; null in a container without a network. */
const outside =
  Object.values(networkInterfaces())
    .flatMap((all) => all ?? [])
    .find(({ internal, family }) => !internal && family === 'IPv4')?.address ?? null

async function testInBrowser(gateway: Awaited<ReturnType<typeof startTestGateway>>) {
  const { cookie } = await gateway.signIn()
  const answer = await gateway.ask('POST', '/api/remote/test', { headers: { cookie, origin: gateway.url } })
  expect(answer.status).toBe(200)
  return answer.body as RemoteTest
}

test.runIf(outside !== null)(
  'Homeport’s own listener passes its own test, over an address of the network',
  async () => {
    const gateway = await startTestGateway()
    await openRemote(gateway, { bind: outside ?? '' })
    const tested = await testInBrowser(gateway)
    expect(tested.ok).toBe(true)
    expect(tested.addresses[0]).toMatchObject({ host: outside, outcome: 'works' })
    expect(statesOf(tested)).toMatchObject({ tls: 'ok', homeport: 'ok', socket: 'ok', round_trip: 'ok' })
  },
)

test('a listener that only this machine reaches does not pass, and the way out is told', async () => {
  const gateway = await startRemoteGateway()
  const tested = await testInBrowser(gateway)
  expect(failureOf(tested).step).toBe('address')
  expect(tested).toMatchObject({ ok: false, hints: [{ commands: ['homeport settings set remote.bind 0.0.0.0'] }] })
})

test.runIf(outside !== null)('what it says to type is obeyed at once', async () => {
  const gateway = await startRemoteGateway()
  const changes = { 'remote.bind': outside ?? '' }
  await gateway.gateway.dispatch.run('settings.change', { changes }, localCall(gateway.gateway.owner))
  await expect
    .poll(async () => (await testInBrowser(gateway)).addresses[0])
    .toMatchObject({ host: outside, outcome: 'works' })
})

test('nothing tells strangers of it', async () => {
  const gateway = await startRemoteGateway()
  expect((await askRemotely(gateway.listener, '/live/anything')).status).toBe(404)
  expect((await gateway.ask('POST', '/api/remote/test', {})).status).toBe(403)
})
