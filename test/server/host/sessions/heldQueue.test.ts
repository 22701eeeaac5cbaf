import { describe, expect, test } from 'vitest'
import type { Session } from '#server/host/sessions/session.ts'
import { me, SessionWorld } from '#test/support/host/sessionWorld.ts'

const waiting = (session: Session) =>
  session.header.queue.map(({ content, held }) => (held === true ? `(${content})` : content))

describe('stopping a turn', () => {
  test('holds what waits: nothing begins until a person says so', async () => {
    const world = new SessionWorld()
    const session = await world.working('one')
    const { agent } = world.launcher
    world.send(session, 'two')
    world.send(session, 'three')
    await session.interrupt()
    expect(agent.interrupts).toBe(1)
    agent.endTurn()
    expect(agent.sent.map(({ content }) => content)).toEqual(['one'])
    expect(session.state.status).toBe('ACTIVE')
    expect(waiting(session)).toEqual(['(two)', '(three)'])
    session.runQueue()
    expect(agent.sent.map(({ content }) => content)).toEqual(['one', 'two'])
    agent.endTurn()
    expect(agent.sent.map(({ content }) => content)).toEqual(['one', 'two', 'three'])
  })

  test('lets a prompt that is sent afterwards go before what is held', async () => {
    const world = new SessionWorld()
    const session = await world.working('one')
    const { agent } = world.launcher
    world.send(session, 'held')
    await session.interrupt()
    agent.endTurn()
    expect(world.send(session, 'instead').position).toBe(0)
    agent.endTurn()
    expect(agent.sent.map(({ content }) => content)).toEqual(['one', 'instead'])
    expect(waiting(session)).toEqual(['(held)'])
  })

  test('takes back what was sent into the turn and not read yet', async () => {
    const world = new SessionWorld()
    const session = await world.working('one')
    const { agent } = world.launcher
    agent.recallable = true
    world.send(session, 'left a bit', 'steer')
    world.send(session, 'later')
    await session.interrupt()
    agent.endTurn()
    expect(waiting(session)).toEqual(['(left a bit)', '(later)'])
    expect(session.state.status).toBe('ACTIVE')
  })

  test('is kept over the death of the host: nothing that is held wakes anything', async () => {
    const first = new SessionWorld()
    const session = await first.working('one')
    first.send(session, 'held')
    await session.interrupt()
    first.launcher.agent.endTurn()
    await session.suspend('host_stopped')
    const second = new SessionWorld(first)
    await second.recover()
    expect(second.launcher.agents).toEqual([])
    const again = second.registry.find(session.state.id, me)
    expect(waiting(again)).toEqual(['(held)'])
    second.launcher.transcript = []
    again.runQueue()
    await expect.poll(() => second.launcher.agents.length).toBe(1)
    second.launcher.agent.ready()
    expect(second.launcher.agent.sent).toMatchObject([{ content: 'held' }])
  })

  test('is obeyed while the session starts: what waits for it is held', async () => {
    const world = new SessionWorld()
    const session = await world.create()
    world.send(session, 'too soon')
    await session.interrupt()
    world.launcher.agent.ready()
    expect(world.launcher.agent.sent).toEqual([])
    expect(waiting(session)).toEqual(['(too soon)'])
    expect(session.state.status).toBe('ACTIVE')
  })

  test('is obeyed by a cut turn that is about to begin again', async () => {
    const first = new SessionWorld()
    const before = await first.working('one')
    const [sent] = first.launcher.agent.sent
    const second = new SessionWorld(first)
    second.launcher.transcript = sent === undefined ? [] : [sent.message_id]
    const recovered = second.recover()
    await expect.poll(() => second.launcher.agents.length).toBe(1)
    const session = second.registry.find(before.state.id, me)
    await session.interrupt()
    second.launcher.agent.ready()
    await recovered
    expect(second.launcher.agent.interrupts).toBe(0)
    second.launcher.agent.startTurn()
    expect(second.launcher.agent.interrupts).toBe(1)
  })
})

describe('a prompt that waits', () => {
  test('can be edited, moved, held and let go; its changes outlive the host', async () => {
    const first = new SessionWorld()
    const session = await first.working('one')
    const [two, three] = [first.send(session, 'two'), first.send(session, 'three')]
    session.edit(two.message_id, { content: 'TWO' })
    session.edit(three.message_id, { position: 0 })
    session.edit(two.message_id, { held: true })
    expect(waiting(session)).toEqual(['three', '(TWO)'])
    const second = new SessionWorld(first)
    const again = second.registry.find(session.state.id, me)
    expect(waiting(again)).toEqual(['three', '(TWO)'])
  })

  test('goes at once when it is let go while nothing runs', async () => {
    const world = new SessionWorld()
    const session = await world.working('one')
    const { message_id } = world.send(session, 'two')
    await session.interrupt()
    world.launcher.agent.endTurn()
    session.edit(message_id, { held: false })
    expect(world.launcher.agent.sent.map(({ content }) => content)).toEqual(['one', 'two'])
  })

  test('is sent now: into the running turn, or in its place, whatever waits before it', async () => {
    const world = new SessionWorld()
    const session = await world.working('one')
    const { agent } = world.launcher
    world.send(session, 'two')
    const [three, four] = [world.send(session, 'three'), world.send(session, 'four')]
    session.edit(three.message_id, { when: 'steer' })
    expect(agent.sent.at(-1)).toMatchObject({ content: 'three', timing: 'steer' })
    session.edit(four.message_id, { when: 'now' })
    expect(agent.sent.at(-1)).toMatchObject({ content: 'four', timing: 'now' })
    expect(waiting(session)).toEqual(['two'])
  })

  test('is sent now alone: what a stop held beside it stays held', async () => {
    const world = new SessionWorld()
    const session = await world.working('one')
    world.send(session, 'two')
    const { message_id } = world.send(session, 'three')
    await session.interrupt()
    world.launcher.agent.endTurn()
    session.edit(message_id, { when: 'steer' })
    expect(world.launcher.agent.sent.map(({ content }) => content)).toEqual(['one', 'three'])
    world.launcher.agent.endTurn()
    expect(waiting(session)).toEqual(['(two)'])
  })

  test('is sent now while Claude Code does not run: it is started, and this goes first', async () => {
    const world = new SessionWorld()
    const session = await world.working('one')
    world.send(session, 'two')
    const { message_id } = world.send(session, 'three')
    await session.interrupt()
    world.launcher.agent.endTurn()
    await session.suspend('host_stopped')
    session.edit(message_id, { when: 'now' })
    await expect.poll(() => world.launcher.agents.length).toBe(2)
    world.launcher.agent.ready()
    expect(world.launcher.agent.sent).toMatchObject([{ content: 'three' }])
    expect(waiting(session)).toEqual(['(two)'])
  })

  test('cannot be edited once Claude has it, nor made too long for the queue', async () => {
    const world = new SessionWorld()
    const session = await world.working('one')
    const running = world.launcher.agent.sent[0]?.message_id
    const { message_id } = world.send(session, 'two')
    expect(() => session.edit(running ?? message_id, { content: 'x' })).toThrow(
      expect.objectContaining({ code: 'SESSION_003' }),
    )
    expect(() => session.edit(message_id, { content: 'x'.repeat(800_001) })).toThrow(/too long together/)
    expect(waiting(session)).toEqual(['two'])
  })
})
