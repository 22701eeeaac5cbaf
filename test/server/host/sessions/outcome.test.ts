import { expect, test, vi } from 'vitest'
import { Session } from '#shared/session/session.ts'
import { SessionWorld } from '#test/support/host/sessionWorld.ts'

test('a turn that failed leaves the session failed, with the reason, and unread', async () => {
  const world = new SessionWorld()
  const session = await world.working()
  world.launcher.agent.endTurn({ is_error: true, reason: 'api_error', error: 'Your Claude sign-in expired.' })
  expect(session.state).toMatchObject({
    status: 'ACTIVE',
    outcome: 'failed',
    outcome_reason: 'Your Claude sign-in expired.',
    unread: true,
  })
})

test('a turn that finished is unread until somebody says that they saw it, and may be kept for later', async () => {
  const world = new SessionWorld()
  const session = await world.working()
  expect(session.state).toMatchObject({ outcome: 'none', unread: false })
  world.launcher.agent.endTurn()
  expect(session.state).toMatchObject({ outcome: 'finished', outcome_reason: null, unread: true })
  session.markRead(true)
  expect(world.store.header(session.state.id)?.session).toMatchObject({ outcome: 'finished', unread: false })
  session.markRead(false)
  expect(world.store.header(session.state.id)?.session).toMatchObject({ unread: true })
})

test('what is unread outlives the host, and being read does not make a session look active', async () => {
  const world = new SessionWorld()
  const session = await world.working()
  world.launcher.agent.endTurn()
  const { id, last_activity } = session.state
  world.time.pass(60_000)
  session.markRead(true)
  expect(session.state.last_activity).toBe(last_activity)
  session.markRead(false)
  const next = new SessionWorld(world)
  expect(next.store.header(id)?.session).toMatchObject({ outcome: 'finished', unread: true })
})

test('a turn that a person stopped has neither failed nor anything to read', async () => {
  const world = new SessionWorld()
  const session = await world.working()
  world.launcher.agent.endTurn({ reason: 'interrupted' })
  expect(session.state).toMatchObject({ outcome: 'none', unread: false })
})

test('the next prompt takes the failure back; that it was never read stays', async () => {
  const world = new SessionWorld()
  const session = await world.working()
  world.launcher.agent.endTurn({ is_error: true, reason: 'api_error', error: 'No.' })
  world.send(session, 'again')
  expect(session.state).toMatchObject({ outcome: 'none', outcome_reason: null, unread: true })
})

test('Claude Code that dies in a turn, or does not start, is a failure in words', async () => {
  const world = new SessionWorld()
  const session = await world.working()
  world.launcher.transcript = world.launcher.agent.sent.map(({ message_id }) => message_id)
  for (const [index, delay] of [500, 5_000, 30_000].entries()) {
    world.launcher.agent.exit({ code: 1 })
    world.time.pass(delay)
    await vi.waitFor(() => expect(world.launcher.agents).toHaveLength(index + 2))
    world.launcher.agent.ready()
    world.launcher.agent.startTurn()
  }
  world.launcher.agent.exit({ code: 1 })
  expect(session.state).toMatchObject({ status: 'SUSPENDED', outcome: 'failed', unread: true })
  expect(session.state.outcome_reason).toContain('ended unexpectedly with exit code 1')

  const other = await world.create()
  world.launcher.agent.exit({ code: null, start_problem: 'There is no such file.' })
  expect(other.state).toMatchObject({ status: 'FAILED', outcome: 'failed', unread: true })
  expect(other.state.outcome_reason).toContain('could not start')
})

test('a session that an older Homeport stored has no outcome and nothing to read', async () => {
  const world = new SessionWorld()
  const { state } = await world.idle()
  const { outcome: _, outcome_reason: _reason, unread: _unread, ...old } = state
  expect(Session.parse(old)).toMatchObject({ outcome: 'none', outcome_reason: null, unread: false })
})
