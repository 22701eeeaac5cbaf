import { writeFileSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Task, TaskRunNews } from '#shared/operations/task.ts'
import { SessionId } from '#shared/ids.ts'
import { me, somebodyElse } from '#test/support/host/sessionWorld.ts'
import { TaskWorld } from '#test/support/host/taskWorld.ts'

/** A run whose first prompt is with Claude. */
async function running(world: TaskWorld, task: Task): Promise<SessionId> {
  const agents = world.sessions.launcher.agents.length
  const { session_id } = await world.tasks.handlers['task.run']({ task_id: task.id }, me)
  await expect.poll(() => world.sessions.launcher.agents.length).toBe(agents + 1)
  world.sessions.launcher.agent.ready()
  await expect.poll(() => world.sessions.launcher.agent.sent.length).toBe(1)
  return SessionId.parse(session_id)
}

/** Whose run, its name, its state, its prompts that are done, and whether it has a session. */
function toldRuns({ sessions }: TaskWorld): unknown[][] {
  const told: unknown[][] = []
  sessions.hub.joinGateway(({ user_id, type, payload }) => {
    if (type === 'task_run') {
      const { task, run } = TaskRunNews.parse((JSON.parse(payload.toString()) as { data: unknown }).data)
      told.push([user_id, task, run.state, run.prompts_done, run.session_id !== null])
    }
  })
  return told
}

function started(): TaskWorld {
  const world = new TaskWorld()
  world.start()
  return world
}

describe('a run', () => {
  test('is a session like any other, with the name, the folder, the model and the mode of its task', async () => {
    const world = started()
    const task = await world.create({ model: 'opus', permission_mode: 'acceptEdits' })
    const id = await running(world, task)
    expect(world.sessions.registry.find(id, me).state).toMatchObject({
      user_id: 'me',
      name: 'Tests',
      workspace_path: world.sessions.folder,
      model: 'opus',
      permission_mode: 'acceptEdits',
    })
    expect(world.runs(task)).toMatchObject([{ state: 'running', session_id: id, trigger: 'person', due_at: null }])
  })

  test('ends with its result, its cost and its turns, and says so in its session', async () => {
    const world = started()
    const task = await world.create()
    const id = await running(world, task)
    const { agent } = world.sessions.launcher
    agent.emit({ kind: 'block', block_id: 'b', block_kind: 'text', text: 'All 12 tests passed.' })
    agent.endTurn({ cost_usd: 0.25 })
    await expect.poll(() => world.runs(task)[0]?.state).toBe('succeeded')
    expect(world.runs(task)[0]).toMatchObject({
      prompts_done: 1,
      cost_usd: 0.25,
      turns: 1,
      reason: null,
      result: 'All 12 tests passed.',
    })
    const notice = world.sessions.events(id).find(({ type }) => type === 'notice')
    expect(notice).toMatchObject({
      content: 'The task “Tests” is done.',
      data: { level: 'info', code: 'task_ended', details: { task_id: task.id, state: 'succeeded', cost_usd: 0.25 } },
    })
  })

  test('sends the next prompt of its chain when the turn before has ended well', async () => {
    const world = started()
    const task = await world.create({ prompts: ['one', 'two'] })
    await running(world, task)
    world.sessions.launcher.agent.endTurn()
    await expect.poll(() => world.prompts()).toEqual(['one', 'two'])
    expect(world.runs(task)[0]).toMatchObject({ state: 'running', prompts_done: 1 })
    world.sessions.launcher.agent.endTurn()
    await expect.poll(() => world.runs(task)[0]).toMatchObject({ state: 'succeeded', prompts_done: 2, turns: 2 })
  })

  test('ends its chain where a turn fails, with the reason', async () => {
    const world = started()
    const task = await world.create({ prompts: ['one', 'two'] })
    await running(world, task)
    world.sessions.launcher.agent.endTurn({ is_error: true, error: 'The API is overloaded.', reason: 'api_error' })
    await expect.poll(() => world.runs(task)[0]).toMatchObject({ state: 'failed', reason: 'The API is overloaded.' })
    expect(world.prompts()).toEqual(['one'])
  })

  test('ends its chain where a person stops the turn', async () => {
    const world = started()
    const task = await world.create({ prompts: ['one', 'two'] })
    const id = await running(world, task)
    await world.sessions.registry.find(id, me).interrupt()
    world.sessions.launcher.agent.endTurn({ reason: 'interrupted' })
    await expect.poll(() => world.runs(task)[0]?.state).toBe('stopped')
    expect(world.prompts()).toEqual(['one'])
  })

  test('is stopped with its session', async () => {
    const world = started()
    const task = await world.create()
    const id = await running(world, task)
    await world.sessions.registry.find(id, me).terminate()
    await expect.poll(() => world.runs(task)[0]?.state).toBe('stopped')
  })

  test('tells each of its states to every device of its person, also where it never has a session', async () => {
    const world = started()
    const told = toldRuns(world)
    world.sessions.time.pass(5_000)
    const task = await world.create({ prompts: ['one', 'two'] })
    await running(world, task)
    world.sessions.launcher.agent.endTurn()
    await expect.poll(() => world.prompts()).toEqual(['one', 'two'])
    world.sessions.launcher.agent.endTurn()
    await expect.poll(() => told.at(-1)).toEqual(['me', 'Tests', 'succeeded', 2, true])
    expect(told).toEqual([
      ['me', 'Tests', 'starting', 0, true],
      ['me', 'Tests', 'running', 0, true],
      ['me', 'Tests', 'running', 1, true],
      ['me', 'Tests', 'succeeded', 2, true],
    ])
    world.sessions.life.most = 1
    await world.sessions.working()
    await world.tasks.handlers['task.run']({ task_id: task.id }, me)
    await expect.poll(() => told.at(-1)).toEqual(['me', 'Tests', 'failed', 0, false])
  })

  test('that cannot start has failed, with the reason', async () => {
    const world = started()
    const task = await world.create()
    world.sessions.life.most = 1
    await world.sessions.working()
    await world.tasks.handlers['task.run']({ task_id: task.id }, me)
    await expect.poll(() => world.runs(task)[0]?.state).toBe('failed')
    expect(world.runs(task)[0]).toMatchObject({ session_id: null, reason: expect.stringMatching(/run/) })
  })
})

describe('a limit stops a run: its turn ends, what waits is held, and that is said', () => {
  test('of time, in the middle of a turn', async () => {
    const world = started()
    const task = await world.create({ prompts: ['one', 'two'], limits: { cost_usd: null, minutes: 10, turns: null } })
    const id = await running(world, task)
    const session = world.sessions.registry.find(id, me)
    world.sessions.send(session, 'a person’s own')
    world.sessions.time.pass(10 * 60_000)
    await expect.poll(() => world.sessions.launcher.agent.interrupts).toBe(1)
    world.sessions.launcher.agent.endTurn({ reason: 'interrupted', cost_usd: 0.1 })
    await expect
      .poll(() => world.runs(task)[0])
      .toMatchObject({
        state: 'stopped',
        cost_usd: 0.1,
        reason: 'It has run for 10 minutes, which is its limit.',
      })
    expect(session.header.queue).toMatchObject([{ content: 'a person’s own', held: true }])
    expect(world.prompts()).toEqual(['one'])
    expect(world.sessions.notices(id)).toEqual(['task_ended'])
  })

  test('of time, where the turn does not end: not longer than a quarter of a minute more', async () => {
    const world = started()
    const task = await world.create({ limits: { cost_usd: null, minutes: 1, turns: null } })
    await running(world, task)
    world.sessions.time.pass(60_000)
    await expect.poll(() => world.sessions.launcher.agent.interrupts).toBe(1)
    world.sessions.time.pass(15_000)
    await expect.poll(() => world.runs(task)[0]?.state).toBe('stopped')
  })

  test('of time is not reached by setting the clock', async () => {
    const world = started()
    const task = await world.create({ limits: { cost_usd: null, minutes: 10, turns: null } })
    await running(world, task)
    world.sessions.time.jump(24 * 60 * 60_000)
    world.sessions.time.pass(60_000)
    expect(world.sessions.launcher.agent.interrupts).toBe(0)
    expect(world.runs(task)[0]?.state).toBe('running')
  })

  test.each([
    ['cost', { cost_usd: 0.4, minutes: null, turns: null }, /It has cost \$0\.50; its limit is \$0\.4\..*not sent/],
    ['turns', { cost_usd: null, minutes: null, turns: 1 }, /one turn, which is its limit/],
  ])('of %s: the next prompt is not sent', async (_, limits, reason) => {
    const world = started()
    const task = await world.create({ prompts: ['one', 'two'], limits })
    await running(world, task)
    world.sessions.launcher.agent.endTurn({ cost_usd: 0.5 })
    await expect.poll(() => world.runs(task)[0]?.state).toBe('stopped')
    expect(world.runs(task)[0]?.reason).toMatch(reason)
    expect(world.prompts()).toEqual(['one'])
  })

  test('that is not reached by the last prompt leaves the run as it ended', async () => {
    const world = started()
    const task = await world.create({ limits: { cost_usd: 0.4, minutes: null, turns: 1 } })
    await running(world, task)
    world.sessions.launcher.agent.endTurn({ cost_usd: 0.5 })
    await expect.poll(() => world.runs(task)[0]?.state).toBe('succeeded')
  })
})

describe('tasks', () => {
  test('run in trusted folders only', async () => {
    const world = started()
    mkdirSync(path.join(world.sessions.folder, '.claude'))
    const hooks = { Stop: [{ hooks: [{ type: 'command', command: 'true' }] }] }
    writeFileSync(path.join(world.sessions.folder, '.claude/settings.json'), JSON.stringify({ hooks }))
    await expect(world.create()).rejects.toMatchObject({ code: 'SESSION_006' })
  })

  test('whose folder brings something new do not run there, and say why', async () => {
    const world = started()
    const task = await world.create()
    mkdirSync(path.join(world.sessions.folder, '.claude'))
    const hooks = { Stop: [{ hooks: [{ type: 'command', command: 'true' }] }] }
    writeFileSync(path.join(world.sessions.folder, '.claude/settings.json'), JSON.stringify({ hooks }))
    await world.tasks.handlers['task.run']({ task_id: task.id }, me)
    await expect.poll(() => world.runs(task)[0]?.state).toBe('failed')
    expect(world.runs(task)[0]?.reason).toMatch(/trusted folders only/)
    expect(world.sessions.launcher.agents).toHaveLength(0)
  })

  test('are their person’s alone', async () => {
    const world = started()
    const { id: task_id } = await world.create()
    const { handlers } = world.tasks
    const unknown = { code: 'SESSION_002' }
    expect(await handlers['task.list']({}, somebodyElse)).toEqual({ tasks: [] })
    await expect(async () => handlers['task.read']({ task_id }, somebodyElse)).rejects.toMatchObject(unknown)
    await expect(async () => handlers['task.run']({ task_id }, somebodyElse)).rejects.toMatchObject(unknown)
    await expect(async () => handlers['task.runs']({ task_id, limit: 5 }, somebodyElse)).rejects.toMatchObject(unknown)
    await expect(async () => handlers['task.update']({ task_id, name: 'x' }, somebodyElse)).rejects.toMatchObject(
      unknown,
    )
    await expect(async () => handlers['task.delete']({ task_id }, somebodyElse)).rejects.toMatchObject(unknown)
    await handlers['task.pause']({ paused: true }, somebodyElse)
    expect(await handlers['task.read']({ task_id }, me)).toMatchObject({ paused: false })
  })

  test('are not run twice at once by hand, unless that is wanted', async () => {
    const world = started()
    const one = await world.create()
    await running(world, one)
    await expect(async () => world.tasks.handlers['task.run']({ task_id: one.id }, me)).rejects.toThrow(/still goes/)
    const two = await world.create({ overlap: 'allow' })
    await running(world, two)
    await running(world, two)
    expect(world.runs(two)).toHaveLength(2)
  })

  test('that are deleted stop their run; its session stays', async () => {
    const world = started()
    const task = await world.create()
    const id = await running(world, task)
    const deleted = world.tasks.handlers['task.delete']({ task_id: task.id }, me)
    await expect.poll(() => world.sessions.launcher.agent.interrupts).toBe(1)
    await deleted
    expect(await world.tasks.handlers['task.list']({}, me)).toEqual({ tasks: [] })
    expect(world.sessions.registry.find(id, me).state.id).toBe(id)
  })

  test('are changed field by field, and come when their new schedule says', async () => {
    const world = started()
    const task = await world.create({ prompts: ['one'] })
    const schedule = { kind: 'cron', expression: '0 9 * * 1-5', time_zone: 'Europe/Berlin' } as const
    const changed = await world.tasks.handlers['task.update']({ task_id: task.id, schedule }, me)
    expect(changed).toMatchObject({ prompts: ['one'], next_run_at: '2026-01-06T08:00:00.000Z' })
  })
})
