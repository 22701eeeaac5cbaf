import { expect, test } from 'vitest'
import { SessionId } from '#shared/ids.ts'
import type { ClaudeModel } from '#shared/session/claudeModel.ts'
import { SessionWorld, me, somebodyElse } from '#test/support/host/sessionWorld.ts'

const models: readonly ClaudeModel[] = [
  { name: 'default', resolved: 'claude-big', effort_levels: ['low', 'high', 'max'] },
  { name: 'small', resolved: 'claude-small', effort_levels: [] },
  { name: 'middle', resolved: 'claude-middle', effort_levels: ['low', 'high'] },
]

async function running() {
  const world = new SessionWorld()
  const session = await world.create()
  world.launcher.agent.ready(models)
  return { world, session, agent: world.launcher.agent }
}

test('a session offers what its model takes, once Claude Code has said so, and the next session from the start', async () => {
  const { world, session, agent } = await running()
  expect(session.state).toMatchObject({ effort: null, effort_levels: ['low', 'high', 'max'] })
  const { message_id } = world.send(session, 'hello')
  agent.startTurn(message_id)
  // A model that nobody listed.
  expect(session.state.effort_levels).toEqual([])

  expect((await world.registry.create({ project_path: world.folder, model: 'middle' }, me)).effort_levels).toEqual([
    'low',
    'high',
  ])
  const small = { project_path: world.folder, model: 'small' } as const
  expect((await world.registry.create({ ...small, effort: 'max' }, me)).effort).toBeNull()
  expect((await world.registry.create({ project_path: world.folder }, somebodyElse)).effort_levels).toEqual([])
  expect(world.store.models(me.user_id)).toEqual(models)
})

test('an effort goes to the process that runs, also in the middle of a turn, and to every process after it', async () => {
  const { world, session, agent } = await running()
  await session.options.setEffort('high')
  const { message_id } = world.send(session, 'hello')
  agent.emit({ kind: 'turn_started', message_ids: [message_id], model: 'claude-big', permission_mode: null })
  await session.options.setEffort('max')
  expect(agent.efforts).toEqual(['high', 'max'])
  expect(session.state).toMatchObject({ status: 'WORKING', effort: 'max' })
  agent.endTurn()

  await session.pause()
  await session.options.setEffort('low')
  session.resume()
  await expect.poll(() => world.launcher.agents.length).toBe(2)
  expect(world.launcher.agent.launch.effort).toBe('low')

  const again = new SessionWorld(world)
  expect(again.registry.find(session.state.id, me).state.effort).toBe('low')
})

test('a level that the model does not take is refused, and what was chosen stays', async () => {
  const { session, agent } = await running()
  await session.options.setEffort('high')
  const refused = session.options.setEffort('xhigh')
  await expect(refused).rejects.toMatchObject({
    code: 'SESSION_003',
    message: expect.stringContaining('low, high, max'),
  })
  expect(session.state.effort).toBe('high')
  expect(agent.efforts).toEqual(['high'])
})

test('an effort that another model does not take goes back to the default with it, one that it takes stays', async () => {
  const { session, agent } = await running()
  await session.options.setEffort('high')
  await session.options.setModel('middle')
  expect(session.state).toMatchObject({ model: 'middle', effort: 'high', effort_levels: ['low', 'high'] })
  await session.options.setModel('claude-small')
  expect(session.state).toMatchObject({ model: 'claude-small', effort: null, effort_levels: [] })
  expect(agent.efforts).toEqual(['high', null])
  await expect(session.options.setEffort('low')).rejects.toMatchObject({ code: 'SESSION_003' })
})

test('a model and an effort that do not fit change neither; those that fit change both', async () => {
  const { session, agent } = await running()
  await session.options.setEffort('high')
  const { model } = session.state
  const refused = session.options.change({ model: 'middle', effort: 'max', permission_mode: 'plan' })
  await expect(refused).rejects.toMatchObject({ message: expect.stringContaining('Nothing was changed') })
  expect(session.state).toMatchObject({ model, effort: 'high', permission_mode: 'default' })
  expect(agent.efforts).toEqual(['high'])
  await session.options.change({ model: 'middle', effort: 'low', permission_mode: 'plan' })
  expect(session.state).toMatchObject({ model: 'middle', effort: 'low', permission_mode: 'plan' })
})

test('a session that has ended takes no other effort', async () => {
  const { session } = await running()
  await session.terminate()
  await expect(session.options.setEffort('low')).rejects.toMatchObject({ code: 'SESSION_003' })
})

test('an effort that a later Homeport wrote is none, as are levels until Claude Code reports them, and the session is read all the same', async () => {
  const { world, session } = await running()
  const { id } = session.state
  world.store.append({
    session: { ...session.state, effort: 'enormous' as 'max', effort_levels: ['low', 'enormous' as 'max'] },
    events: [],
  })
  expect(world.store.header(SessionId.parse(id))?.session).toMatchObject({ effort: null, effort_levels: [] })
})
