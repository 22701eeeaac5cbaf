import { describe, expect, test } from 'vitest'
import { MAX_PROMPT_LENGTH } from '#shared/operations/turn.ts'
import { SessionWorld } from '#test/support/sessionWorld.ts'

describe('prompts', () => {
  test('wait for their turn, one per turn, in order', async () => {
    const world = new SessionWorld()
    const session = await world.working('one')
    const { agent } = world.launcher
    expect(world.send(session, 'two').position).toBe(1)
    expect(world.send(session, 'three').position).toBe(2)
    expect(agent.sent.map(({ content }) => content)).toEqual(['one'])
    agent.endTurn()
    expect(agent.sent.map(({ content }) => content)).toEqual(['one', 'two'])
    expect(session.header.queue.map(({ content }) => content)).toEqual(['three'])
    agent.endTurn()
    agent.endTurn()
    expect(agent.sent.map(({ content }) => content)).toEqual(['one', 'two', 'three'])
    expect(session.state.status).toBe('ACTIVE')
  })

  test('sent before Claude can read are kept and go as soon as it can', async () => {
    const world = new SessionWorld()
    const session = await world.create()
    expect([world.send(session, 'early'), world.send(session, 'next')].map(({ position }) => position)).toEqual([0, 1])
    expect(world.launcher.agent.sent).toEqual([])
    world.launcher.agent.ready()
    expect(world.launcher.agent.sent).toMatchObject([{ content: 'early' }])
    expect(session.header.queue).toMatchObject([{ content: 'next' }])
  })

  test('that steer go into the running turn', async () => {
    const world = new SessionWorld()
    const session = await world.working()
    expect(world.send(session, 'left a bit', 'steer').position).toBe(0)
    expect(world.launcher.agent.sent.at(-1)).toMatchObject({ content: 'left a bit', timing: 'steer' })
  })

  test('that are urgent run before the queue', async () => {
    const world = new SessionWorld()
    const session = await world.working()
    const { agent } = world.launcher
    world.send(session, 'later')
    world.send(session, 'at once', 'now')
    agent.endTurn()
    expect(session.state.status).toBe('WORKING')
    expect(agent.sent.map(({ content }) => content)).toEqual(['do it', 'at once'])
    agent.startTurn()
    agent.endTurn()
    expect(agent.sent.map(({ content }) => content)).toEqual(['do it', 'at once', 'later'])
  })

  test('with a known key are not sent twice', async () => {
    const world = new SessionWorld()
    const session = await world.idle()
    const prompt = { content: 'once', when: 'queue', idempotency_key: 'k', author: 'Mia' } as const
    expect(session.send(prompt)).toEqual(session.send(prompt))
    expect(world.launcher.agent.sent).toHaveLength(1)
  })

  test('can be taken back while they wait, not later', async () => {
    const world = new SessionWorld()
    const session = await world.working()
    const { message_id } = world.send(session, 'oh no')
    await session.cancel(message_id)
    await session.cancel(message_id)
    expect(session.header.queue).toEqual([])
    const running = world.launcher.agent.sent[0]?.message_id
    await expect(session.cancel(running ?? message_id)).rejects.toMatchObject({ code: 'SESSION_003' })
    world.launcher.agent.endTurn()
    expect(world.launcher.agent.sent).toHaveLength(1)
  })

  test('are refused, in words, when too many wait', async () => {
    const world = new SessionWorld()
    const session = await world.working()
    for (let index = 0; index < 100; index += 1) {
      world.send(session, String(index))
    }
    expect(() => world.send(session, 'one too many')).toThrow(
      expect.objectContaining({ code: 'QUEUE_001', message: expect.stringMatching(/wait already/) }),
    )
  })

  test('are refused, in words, when those that wait grow too long together, so that the log stays small', async () => {
    const world = new SessionWorld()
    const session = await world.working()
    const long = 'x'.repeat(MAX_PROMPT_LENGTH)
    world.send(session, long)
    const { message_id } = world.send(session, long)
    expect(() => world.send(session, 'one too many')).toThrow(
      expect.objectContaining({
        code: 'QUEUE_001',
        message: expect.stringMatching(/too long together.*Nothing was sent/),
      }),
    )
    await session.cancel(message_id)
    expect(world.send(session, 'fits again').position).toBe(2)
  })
})
