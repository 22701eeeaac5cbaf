import { expect, test } from 'vitest'
import { ApprovalId } from '#shared/ids.ts'
import type { SessionId } from '#shared/ids.ts'
import type { SessionLogin } from '#shared/session/session.ts'
import { me, SessionWorld, somebodyElse } from '#test/support/host/sessionWorld.ts'

const NEW = 'sk-ant-api03-brought-along'

test('while idle: Claude Code starts again at once and goes on with the conversation', async () => {
  const world = new SessionWorld()
  const session = await world.idle()
  const first = world.launcher.agent
  session.signInWith(NEW, 'Mia')
  await launched(world, 2)

  expect(first.hasEnded).toBe(true)
  expect(world.launcher.agent.launch).toMatchObject({ needs_own_token: true, user_id: 'me' })
  expect(world.tokens.get(session.state.id)).toBe(NEW)
  world.launcher.agent.spawned('session_token')
  world.launcher.agent.ready()
  expect(session.state).toMatchObject({ status: 'ACTIVE', login: 'session_token' })
  expect(world.statuses(session.state.id)).toEqual(['ACTIVE', 'STARTING', 'ACTIVE'])
  expect(told(world, session.state.id)).toEqual([{ code: 'token_replaced', in_force: 'now' }])
})

test('while a turn runs: it ends with the old login, what waits gets the new one, nothing is lost', async () => {
  const world = new SessionWorld()
  const session = await world.working('one')
  const first = world.launcher.agent
  world.send(session, 'two')
  session.signInWith(NEW, 'Mia')
  world.send(session, 'three', 'steer')
  expect(first.sent.map(({ content }) => content)).toEqual(['one'])
  expect(told(world, session.state.id)).toEqual([{ code: 'token_replaced', in_force: 'next_turn' }])
  expect(first.hasEnded).toBe(false)
  first.endTurn()
  await launched(world, 2)

  expect(session.state).toMatchObject({ status: 'STARTING', turn_count: 1, status_reason: 'token_replaced' })
  expect(session.header.queue.map(({ content }) => content)).toEqual(['two', 'three'])
  world.launcher.agent.ready()
  expect(world.launcher.agent.sent.map(({ content }) => content)).toEqual(['two'])
})

test('while an approval waits: it stays open, its answer counts, and only then Claude Code starts again', async () => {
  const world = new SessionWorld()
  const session = await world.working('one')
  const first = world.launcher.agent
  const approval_id = ApprovalId.parse('toolu_1')
  first.ask({ approval_id })
  session.signInWith(NEW, 'Mia')
  expect(session.state).toMatchObject({ status: 'WAITING', pending_approvals: 1 })
  await session.answer({ session_id: session.state.id, approval_id, decision: 'allow' }, { username: 'Mia' })
  expect(first.answers).toHaveLength(1)
  expect(first.hasEnded).toBe(false)
  first.endTurn()
  await launched(world, 2)
})

test('while Claude Code starts: it starts once more, and what waits is sent to the second one', async () => {
  const world = new SessionWorld()
  const session = await world.create()
  world.send(session, 'one')
  const first = world.launcher.agent
  session.signInWith(NEW, 'Mia')
  first.ready()
  await launched(world, 2)
  expect(first.sent).toEqual([])
  world.launcher.agent.ready()
  expect(world.launcher.agent.sent.map(({ content }) => content)).toEqual(['one'])
})

test('a prompt sent into the turn that Claude never took up is sent again; one it has is not', async () => {
  const world = new SessionWorld()
  const session = await world.working('one')
  const first = world.launcher.agent
  const taken = world.send(session, 'taken up', 'steer')
  world.send(session, 'too late', 'steer')
  world.launcher.transcript = [taken.message_id]
  session.signInWith(NEW, 'Mia')
  first.endTurn()
  expect(first.hasEnded).toBe(false)
  world.time.pass(1_000)
  await launched(world, 2)
  world.launcher.agent.ready()
  expect(world.launcher.agent.sent.map(({ content }) => content)).toEqual(['too late'])
})

test('somebody who ends the session meanwhile is obeyed, and the token is wiped', async () => {
  const world = new SessionWorld()
  const session = await world.idle()
  session.signInWith(NEW, 'Mia')
  await session.terminate()
  await Promise.resolve()
  expect(world.launcher.agents).toHaveLength(1)
  expect(session.state.status).toBe('TERMINATED')
  expect(world.tokens.get(session.state.id)).toBeNull()
  expect(() => session.signInWith(NEW, 'Mia')).toThrow(expect.objectContaining({ code: 'SESSION_003' }))
})

test('without a process it counts from the next message on; what waits already is sent now', async () => {
  const world = new SessionWorld()
  const session = await world.idle()
  await session.suspend('idle')
  session.signInWith(NEW, 'Mia')
  expect(told(world, session.state.id)).toEqual([{ code: 'token_replaced', in_force: 'next_start' }])
  expect(world.launcher.agents).toHaveLength(1)
  world.send(session, 'now')
  await launched(world, 2)
  expect(world.launcher.agent.launch.needs_own_token).toBe(true)
})

test('taken away again, the session signs in like the others', async () => {
  const world = new SessionWorld()
  const { id } = await world.registry.create({ project_path: world.folder, claude_token: NEW }, me)
  const session = world.registry.find(id, me)
  expect(session.state.login).toBe('session_token')
  expect(world.launcher.agent.launch.needs_own_token).toBe(true)
  world.launcher.agent.ready()
  session.signInWith(null, 'Mia')
  await launched(world, 2)
  expect(world.launcher.agent.launch.needs_own_token).toBe(false)
  expect(world.tokens.get(id)).toBeNull()
  expect(told(world, id)).toMatchObject([{ code: 'token_removed' }])
})

test('a person’s new token reaches their live sessions, and those that the owner lends theirs to, and no other', async () => {
  const world = new SessionWorld()
  const owner = { ...me, is_local_owner: true } as const
  const started = async (actor: typeof somebodyElse, login: SessionLogin) => {
    await world.registry.create({ project_path: world.folder }, actor)
    const { agent } = world.launcher
    agent.spawned(login)
    agent.ready()
    return agent
  }
  const mine = await started(owner, 'token')
  const brought = await started(owner, 'session_token')
  const lent = await started(somebodyElse, 'lent')
  const theirs = await started(somebodyElse, 'token')
  world.registry.tokenChanged('token_replaced', owner)
  expect([mine, brought, lent, theirs].map(({ hasEnded }) => hasEnded)).toEqual([true, false, true, false])
  await launched(world, 6)
  world.registry.tokenChanged('token_removed', somebodyElse)
  expect([brought, theirs].map(({ hasEnded }) => hasEnded)).toEqual([false, true])
  await launched(world, 7)
})

test('what somebody paused is not woken by another token', async () => {
  const world = new SessionWorld()
  const session = await world.working('one')
  world.send(session, 'two')
  await session.suspend('paused')
  session.signInWith(NEW, 'Mia')
  await Promise.resolve()
  expect(world.launcher.agents).toHaveLength(1)
  expect(session.header.queue).toHaveLength(1)
})

test('after the host died the session knows that it had a token of its own', async () => {
  const before = new SessionWorld()
  const { id } = await before.registry.create({ project_path: before.folder, claude_token: NEW }, me)
  before.launcher.agent.ready()
  const world = new SessionWorld(before)
  void world.recover()
  await launched(world, 1)
  expect(world.launcher.agent.launch).toMatchObject({ session_id: id, needs_own_token: true })
  expect(JSON.stringify(world.events(id))).not.toContain(NEW)
})

async function launched(world: SessionWorld, count: number): Promise<void> {
  await expect.poll(() => world.launcher.agents.length).toBe(count)
}

/** The notices about logins, in order. */
function told(world: SessionWorld, id: SessionId) {
  return world
    .events(id)
    .flatMap((event) => (event.type === 'notice' ? [{ code: event.data.code, ...event.data.details }] : []))
}
