import { expect, test } from 'vitest'
import { Usage } from '#shared/session/session.ts'
import { SessionWorld } from '#test/support/host/sessionWorld.ts'

const nothing = { is_own: true, usage: Usage.parse({}), cost_usd: 0, files_changed: [] } as const

test('a turn that Claude began by itself does not end the turn of a prompt', async () => {
  const world = new SessionWorld()
  const session = await world.idle()
  world.send(session, 'hello')
  world.send(session, 'later')
  const { agent } = world.launcher
  agent.startTurn()
  agent.endTurn(nothing)

  expect(session.state.status).toBe('WORKING')
  expect(world.types(session.state.id)).not.toContain('turn_completed')
  expect(agent.sent.map(({ content }) => content)).toEqual(['hello'])

  agent.startTurn()
  agent.endTurn()
  expect(world.types(session.state.id).filter((type) => type === 'turn_completed')).toHaveLength(1)
  expect(agent.sent.map(({ content }) => content)).toEqual(['hello', 'later'])
})

test('what such a turn used is counted, with the turn of the prompt that waited', async () => {
  const world = new SessionWorld()
  const session = await world.idle()
  world.send(session, 'hello')
  const { agent } = world.launcher
  agent.startTurn()
  agent.endTurn({ is_own: true })
  agent.startTurn()
  agent.endTurn()
  expect(session.state).toMatchObject({ status: 'ACTIVE', turn_count: 1, cost_usd: 1, usage: { output_tokens: 6 } })
})

test('while nobody waits, a turn of its own that did something stands for itself, an empty one leaves nothing', async () => {
  const world = new SessionWorld()
  const session = await world.idle()
  const { agent } = world.launcher
  agent.startTurn()
  agent.endTurn(nothing)
  expect(session.state).toMatchObject({ status: 'ACTIVE', turn_count: 0 })
  agent.startTurn()
  agent.endTurn({ is_own: true })
  expect(session.state).toMatchObject({ status: 'ACTIVE', turn_count: 1 })
})

test('what runs in the background is part of the session, is stopped by name, and ends with the process', async () => {
  const world = new SessionWorld()
  const session = await world.idle()
  const { agent } = world.launcher
  const task = { task_id: 'b1', description: 'Wait', tool_use_id: 'toolu_1' }
  agent.emit({ kind: 'background_task', task: { ...task, state: 'running' } })
  expect(session.state.background_tasks).toEqual([{ ...task, since: expect.any(String) }])
  await session.stopTask('b1')
  expect(agent.stoppedTasks).toEqual(['b1'])
  await session.suspend('host_stopped')
  expect(session.state.background_tasks).toEqual([])
  expect(world.events(session.state.id)).toContainEqual(
    expect.objectContaining({
      type: 'background_task',
      data: { ...task, state: 'stopped' },
    }),
  )
  await expect(session.stopTask('b1')).rejects.toThrow(expect.objectContaining({ code: 'SESSION_003' }))
})
