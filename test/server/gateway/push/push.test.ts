import { expect, test } from 'vitest'
import { localCall } from '#test/support/gateway/gateway.ts'
import { UserId } from '#shared/ids.ts'
import { aTaskRun } from '#test/fakes/aTaskRun.ts'
import { startPushWorld } from '#test/support/gateway/pushWorld.ts'
import { openSignedIn } from '#test/support/gateway/socket.ts'

test('an approval is pushed, encrypted and signed, with the session and its kind, and never with what Claude wants', async () => {
  const world = await startPushWorld()
  const { browser } = await world.subscribe()
  const asked = world.requests(world.session.id, { input: { command: 'deploy --token=hunter2' } })
  const { payload, isSigned, topic, urgency } = await browser.next()
  expect(payload).toEqual({
    kind: 'show',
    tag: `session-${world.session.id}`,
    title: 'fake needs you',
    body: 'Claude asks for your permission.',
    path: `/session/${world.session.id}?at=${asked.tool_use_id}`,
    at: world.time.now(),
    badge: 1,
  })
  expect(isSigned).toBe(true)
  expect(topic).toMatch(/^[\w-]{32}$/)
  expect(urgency).toBe('high')
})

test('what was answered elsewhere is taken back, and the next that waits in the session takes its place', async () => {
  const world = await startPushWorld()
  const { browser } = await world.subscribe()
  const first = world.requests(world.session.id)
  expect((await browser.next()).payload.kind).toBe('show')
  const second = world.requests(world.session.id)
  expect((await browser.next()).payload['path']).toContain(second.tool_use_id)
  world.resolves(world.session.id, second)
  const closed = await browser.next()
  expect(closed.payload).toMatchObject({ kind: 'close', tag: `session-${world.session.id}`, badge: 1 })
  expect((await browser.next()).payload['path']).toContain(first.tool_use_id)
  world.resolves(world.session.id, first)
  expect((await browser.next()).payload).toMatchObject({ kind: 'close', badge: 0 })
})

test('who looks at a page is not pushed at, unless the approval waits for a minute', async () => {
  const world = await startPushWorld()
  const { browser } = await world.subscribe()
  await world.ask('POST', 'push/looking', { page: 'one', looking: true })
  const asked = world.requests(world.session.id)
  world.time.pass(59_999)
  expect(browser.received).toEqual([])
  world.time.pass(1)
  expect((await browser.next()).payload['path']).toContain(asked.tool_use_id)
})

test('a page that was not heard of for thirty seconds is a page that nobody looks at', async () => {
  const world = await startPushWorld()
  const { browser } = await world.subscribe()
  await world.ask('POST', 'push/looking', { page: 'one', looking: true })
  world.time.pass(30_000)
  world.requests(world.session.id)
  expect((await browser.next()).payload.kind).toBe('show')
})

test('a page that somebody left counts no more, and another one of theirs still does', async () => {
  const world = await startPushWorld()
  const { browser } = await world.subscribe()
  await world.ask('POST', 'push/looking', { page: 'one', looking: true })
  await world.ask('POST', 'push/looking', { page: 'two', looking: true })
  await world.ask('POST', 'push/looking', { page: 'one', looking: false })
  const first = world.requests(world.session.id)
  world.resolves(world.session.id, first)
  await world.ask('POST', 'push/looking', { page: 'two', looking: false })
  const second = world.requests(world.session.id)
  expect((await browser.next()).payload['path']).toContain(second.tool_use_id)
})

test('a page that is gone counts no more, though it said nothing', async () => {
  const world = await startPushWorld()
  const { browser } = await world.subscribe()
  const { token, gateway } = world
  const page = await openSignedIn(gateway.wsUrl, token)
  await page.ask('looking', { data: { page: 'one', looking: true } })
  const seen = world.requests(world.session.id)
  world.resolves(world.session.id, seen)
  page.terminate()
  const connected = async () => (await gateway.ask('GET', '/health', { token })).body
  await expect.poll(connected).toMatchObject({ metrics: { connected_users: 0 } })
  const asked = world.requests(world.session.id)
  expect((await browser.next()).payload['path']).toContain(asked.tool_use_id)
})

test('a conversation that was written in two places is told once, until it was looked at', async () => {
  const world = await startPushWorld()
  const { browser } = await world.subscribe()
  world.host.patch(world.session.id, { two_ways: true, unread: true })
  expect((await browser.next()).payload).toMatchObject({
    title: 'fake',
    body: 'This conversation has two ways from here: Claude goes on with one, the other is kept.',
  })
  world.host.patch(world.session.id, { name: 'still' })
  world.host.patch(world.session.id, { two_ways: false, unread: false })
  expect((await browser.next()).payload.kind).toBe('close')
})

test('that it was written in two places takes the place of nothing that waits for an answer', async () => {
  const world = await startPushWorld()
  const { browser } = await world.subscribe()
  const asked = world.requests(world.session.id)
  expect((await browser.next()).payload['path']).toContain(asked.tool_use_id)
  world.host.patch(world.session.id, { two_ways: true, unread: true })
  world.resolves(world.session.id, asked)
  expect((await browser.next()).payload.kind).toBe('close')
})

test('turns are told when they took long or failed, while nobody looks, and taken back once they are read', async () => {
  const world = await startPushWorld()
  const { browser } = await world.subscribe()
  world.turns(world.session, { tookMs: 59_000 })
  world.turns(world.session, { tookMs: 60_000 })
  expect((await browser.next()).payload).toMatchObject({ title: 'fake', body: 'The turn is done.' })
  world.host.patch(world.session.id, { unread: false })
  expect((await browser.next()).payload.kind).toBe('close')
  world.turns(world.session, { tookMs: 1, failed: true })
  expect((await browser.next()).payload['body']).toBe('The turn failed.')
  await world.ask('POST', 'push/looking', { page: 'one', looking: true })
  world.turns(world.session, { tookMs: 20_000, failed: true })
  await world.ask('POST', 'push/looking', { page: 'one', looking: false })
  world.requests(world.session.id)
  // Once the failed turn began, what was shown of the one before was read; the second failure was seen by its person.
  expect((await browser.next()).payload.kind).toBe('close')
  expect((await browser.next()).payload['title']).toBe('fake needs you')
})

test('a run of a task that has no session is pushed where it failed or was missed, to its person alone', async () => {
  const world = await startPushWorld()
  const { browser } = await world.subscribe()
  await world.ask('PATCH', 'notifications', { contents: true })
  world.host.tellRun(world.owner, aTaskRun({ state: 'skipped' }))
  world.host.tellRun(world.owner, aTaskRun({ state: 'failed', session_id: world.session.id }))
  world.host.tellRun(UserId.parse('somebody else'), aTaskRun({ state: 'failed' }))
  world.host.tellRun(world.owner, aTaskRun({ state: 'missed', reason: 'The machine slept.' }))
  expect((await browser.next()).payload).toMatchObject({
    tag: 'task-task-1',
    title: 'Tests did not run',
    body: 'The machine slept.',
    path: '/tasks',
  })
  await world.ask('PATCH', 'notifications', { failed: false })
  world.host.tellRun(world.owner, aTaskRun({ state: 'failed' }))
  world.requests(world.session.id)
  expect((await browser.next()).payload['title']).toBe('fake needs you')
})

test('what a person chose counts: kinds, muted projects, contents', async () => {
  const world = await startPushWorld()
  const { browser } = await world.subscribe()
  await world.ask('PATCH', 'notifications', { muted: ['/projects'] })
  world.requests(world.session.id)
  await world.ask('PATCH', 'notifications', { muted: ['/project'], needs_you: false })
  world.requests(world.session.id)
  await world.ask('PATCH', 'notifications', { needs_you: true, contents: true })
  world.requests(world.session.id, { input: { command: 'git status' } })
  expect((await browser.next()).payload['body']).toBe('Run git status')
})

test('quiet hours go by the clock of where the person is, and let failures through', async () => {
  const world = await startPushWorld()
  const { browser } = await world.subscribe()
  // The world begins at midnight in UTC: nine in the morning in Tokyo.
  await world.ask('PATCH', 'notifications', { quiet: { from: 23 * 60, to: 60, time_zone: 'UTC' }, finished_after_s: 0 })
  world.requests(world.session.id)
  world.turns(world.session, { tookMs: 1000 })
  world.turns(world.session, { tookMs: 1000, failed: true })
  expect((await browser.next()).payload['body']).toBe('The turn failed.')
  await world.ask('PATCH', 'notifications', { quiet: { from: 23 * 60, to: 60, time_zone: 'Asia/Tokyo' } })
  const asked = world.requests(world.session.id)
  expect((await browser.next()).payload['path']).toContain(asked.tool_use_id)
})

test('buttons come only where they were wanted, the device has them, all is shown and nothing is dangerous', async () => {
  const world = await startPushWorld()
  const { token } = await world.gateway.signIn()
  const phone = await world.subscribe({ can_answer: true })
  const laptop = await world.subscribe({ as: token })
  const harmless = world.requests(world.session.id)
  expect((await phone.browser.next()).payload['answers']).toBeUndefined()
  await laptop.browser.next()
  world.resolves(world.session.id, harmless)
  await phone.browser.next()
  await laptop.browser.next()

  await world.ask('PATCH', 'notifications', { answers: true })
  const next = world.requests(world.session.id)
  expect((await phone.browser.next()).payload).toMatchObject({
    body: 'Run npm test',
    answers: `/api/session/${world.session.id}/approvals/${next.approval_id}`,
  })
  const plain = (await laptop.browser.next()).payload
  expect(plain['answers']).toBeUndefined()
  expect(plain['body']).toBe('Claude asks for your permission.')

  const other = world.host.addSession(world.owner)
  world.host.announce(other.id)
  world.requests(other.id, { input: { command: `echo ${'x'.repeat(200)}` } })
  expect((await phone.browser.next()).payload['answers']).toBeUndefined()
  world.requests(other.id, { dangers: [{ code: 'deletes_files', text: 'It deletes files.' }] })
  expect((await phone.browser.next()).payload['answers']).toBeUndefined()
})

test('a device that asks for its first terminal is told to the browsers of its person, once', async () => {
  const world = await startPushWorld({ env: { HOMEPORT_TERMINALS_CONFIRM_NEW_DEVICES: 'true' } })
  const { browser } = await world.subscribe()
  const { gateway } = world.gateway
  const credential = { kind: 'sign_in', id: 'of a phone' } as const
  const identity = { actor: gateway.owner, scopes: ['drive'] as const, credential }
  const call = {
    ...localCall(gateway.owner),
    address: '192.0.2.7',
    caller: { kind: 'signed_in', listener: 'remote', identity } as const,
  }
  const open = () => gateway.dispatch.run('terminal.start', { session_id: world.session.id }, call)
  await expect(open()).rejects.toMatchObject({ code: 'AUTH_006' })
  const { payload } = await browser.next()
  expect(payload).toMatchObject({ kind: 'show', tag: 'security', path: '/devices' })
  expect(payload['body']).toContain('(192.0.2.7) asks to open its first terminal.')
  await expect(open()).rejects.toMatchObject({ code: 'AUTH_006' })
  world.requests(world.session.id)
  expect((await browser.next()).payload['tag']).toBe(`session-${world.session.id}`)
})
