import { expect, test } from 'vitest'
import type { SubscribedBrowser } from '#test/fakes/pushService.ts'
import { startPushWorld } from '#test/support/gateway/pushWorld.ts'

test('a subscription that its service knows no more is forgotten; one that is busy is tried again', async () => {
  const world = await startPushWorld()
  const { browser } = await world.subscribe()
  world.service.status = 503
  world.requests(world.session.id)
  await expect.poll(() => world.service.posts).toBe(1)
  world.service.status = 201
  await expect
    .poll(() => {
      world.time.pass(15_000)
      return browser.received.length
    })
    .toBe(1)
  world.service.status = 410
  world.requests(world.session.id)
  await expect.poll(async () => (await world.ask('GET', 'push')).body).toMatchObject({ subscription: null, devices: 0 })
})

test('a test says what its push service answered, and carries the word by which the page knows it', async () => {
  const world = await startPushWorld()
  expect((await world.ask('POST', 'push/test', {})).body).toMatchObject({ error: { code: 'PUSH_002' } })
  const { browser } = await world.subscribe()
  const { body } = await world.ask('POST', 'push/test', {})
  expect(body).toMatchObject({ accepted: true, outcome: 'The push service took it.' })
  expect((await browser.next()).payload['test']).toBe((body as { test: string }).test)
  world.service.status = 403
  const refused = await world.ask('POST', 'push/test', {})
  expect(refused.body).toMatchObject({ accepted: false })
})

test('a new key ends all subscriptions, and another one rests in the vault', async () => {
  const world = await startPushWorld()
  const before = await world.serverKey()
  const { browser } = await world.subscribe()
  await world.ask('POST', 'push/rotate', {})
  expect(await world.serverKey()).not.toBe(before)
  world.requests(world.session.id)
  expect((await world.ask('GET', 'push')).body).toMatchObject({ subscription: null })
  expect(browser.received).toEqual([])
})

test('with its sign-in a browser loses its subscription, and security notices reach the others', async () => {
  const world = await startPushWorld()
  const { browser: kept } = await world.subscribe()
  const { token } = await world.gateway.signIn()
  expect((await kept.next()).payload).toMatchObject({ tag: 'security', path: '/devices' })
  const { browser: lost } = await world.subscribe({ as: token })
  await world.gateway.ask('POST', '/auth/revoke', { token, body: {} })
  world.requests(world.session.id)
  expect((await kept.next()).payload.kind).toBe('show')
  expect(lost.received).toEqual([])
})

test('a test to all devices says which of them said by itself that it came, and believes no other one', async () => {
  const world = await startPushWorld()
  const { browser } = await world.subscribe()
  const other = await world.gateway.signIn()
  const { browser: silent } = await world.subscribe({ as: other.token })
  const tested = world.ask('POST', 'push/test-devices', {})
  const mine = await testIn(browser)
  const others = await testIn(silent)
  world.time.pass(80)
  expect((await world.ask('POST', 'push/arrived', { test: others })).body).toEqual({ success: false })
  expect((await world.ask('POST', 'push/arrived', { test: mine })).body).toEqual({ success: true })
  expect((await world.ask('POST', 'push/arrived', { test: mine })).body).toEqual({ success: false })
  world.time.pass(15_000)
  const { devices } = (await tested).body as { devices: { arrived_ms: number | null; accepted: boolean }[] }
  expect(devices.map(({ arrived_ms, accepted }) => [arrived_ms, accepted])).toEqual(
    expect.arrayContaining([
      [80, true],
      [null, true],
    ]),
  )
})

/** Which test it is; before it there may be a word about sign-ins. */
async function testIn(browser: Pick<SubscribedBrowser, 'next'>): Promise<unknown> {
  for (;;) {
    const { payload } = await browser.next()
    if (payload['test'] !== undefined) {
      return payload['test']
    }
  }
}
