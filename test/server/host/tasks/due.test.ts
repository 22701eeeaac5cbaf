import { describe, expect, test } from 'vitest'
import { me } from '#test/support/host/sessionWorld.ts'
import { MINUTE, HOUR, DAY, wait, NINE, HOURLY, started, killed, finish } from '#test/support/host/taskMoments.ts'
import { TaskWorld } from '#test/support/host/taskWorld.ts'

describe('a task runs at its moment', () => {
  test('once, and knows when it comes next', async () => {
    const world = started()
    const task = await world.create({ schedule: NINE })
    expect(task.next_run_at).toBe('2026-01-05T09:00:00.000Z')
    wait(world, HOUR - MINUTE)
    expect(world.runs(task)).toEqual([])
    wait(world, 5 * MINUTE)
    expect(world.runs(task)).toMatchObject([{ trigger: 'schedule', due_at: '2026-01-05T09:00:00.000Z', missed: 0 }])
    await finish(world)
    expect(await world.tasks.handlers['task.read']({ task_id: task.id }, me)).toMatchObject({
      next_run_at: '2026-01-06T09:00:00.000Z',
      last_run: { state: 'succeeded' },
    })
  })

  test('that comes once, and never again', async () => {
    const world = started()
    const task = await world.create({ schedule: { kind: 'once', at: '2026-01-05T09:00:00Z' } })
    wait(world, HOUR)
    await finish(world)
    wait(world, 2 * DAY)
    expect(world.runs(task)).toHaveLength(1)
  })

  test('not while it is paused, and nothing is made up for afterwards', async () => {
    const world = started()
    const task = await world.create({ schedule: HOURLY })
    await world.tasks.handlers['task.pause']({ task_id: task.id, paused: true }, me)
    wait(world, 5 * HOUR + MINUTE)
    await world.tasks.handlers['task.pause']({ paused: false }, me)
    wait(world, MINUTE)
    expect(world.runs(task)).toEqual([])
    expect(world.rows.read(task.id, me.user_id)?.next_run_at).toBe(Date.parse('2026-01-05T14:00:00Z'))
  })

  test('not beside a run that still goes: that is told', async () => {
    const world = started()
    const task = await world.create({ schedule: HOURLY })
    wait(world, HOUR)
    await expect.poll(() => world.runs(task)[0]?.state).toBe('running')
    wait(world, HOUR)
    expect(world.runs(task)).toMatchObject([
      { state: 'skipped', reason: 'The run before still went.', session_id: null },
      { state: 'running' },
    ])
  })

  test('beside one that still goes, where that is wanted', async () => {
    const world = started()
    const task = await world.create({ schedule: HOURLY, overlap: 'allow' })
    wait(world, 2 * HOUR)
    await expect.poll(() => world.runs(task).map(({ state }) => state)).toEqual(['running', 'running'])
  })
})

describe('while the host was off', () => {
  test('what was missed is run once, and it is told how much that was', async () => {
    const world = started()
    const task = await world.create({ schedule: HOURLY })
    const next = killed(world, '2026-01-05T13:30:00.000Z')
    expect(next.runs(task)).toMatchObject([{ trigger: 'catch_up', due_at: '2026-01-05T13:00:00.000Z', missed: 5 }])
    await finish(next)
    wait(next, 20 * MINUTE)
    expect(next.runs(task)).toHaveLength(1)
  })

  test('what was missed is only told, where that is wanted', async () => {
    const world = started()
    const task = await world.create({ schedule: HOURLY, missed: 'skip' })
    const next = killed(world, '2026-01-05T13:30:00.000Z')
    expect(next.runs(task)).toMatchObject([
      { state: 'missed', missed: 5, reason: 'Homeport was off, or the machine slept: 5 runs were missed.' },
    ])
    expect(next.sessions.launcher.agents).toHaveLength(0)
  })

  test('what was missed is told when those who listen are back, however late that is', async () => {
    const { next, listen, missed } = await hasMissed()
    next.sessions.time.pass(60_000)
    const told = listen()
    expect(told).toEqual([])
    next.sessions.time.pass(5_000)
    expect(told).toMatchObject([missed])
    next.sessions.time.pass(60_000)
    expect(told).toHaveLength(1)
  })

  test('what was missed is told before the host stops again', async () => {
    const { next, listen, missed } = await hasMissed()
    const told = listen()
    next.tasks.stop()
    expect(told).toMatchObject([missed])
    next.tasks.stop()
    expect(told).toHaveLength(1)
  })

  test('a moment that has just passed is no missed one', async () => {
    const world = started()
    const task = await world.create({ schedule: HOURLY, missed: 'skip' })
    const next = killed(world, '2026-01-05T09:01:00.000Z')
    expect(next.runs(task)).toMatchObject([{ trigger: 'schedule', missed: 0 }])
  })

  test('an order to stop everything pauses every task', async () => {
    const world = started()
    const task = await world.create({ schedule: HOURLY })
    const next = new TaskWorld({ before: world, now: '2026-01-05T13:30:00.000Z' })
    next.start({ shallPause: true })
    expect(next.runs(task)).toEqual([])
    expect(next.rows.read(task.id, me.user_id)).toMatchObject({ paused: true, next_run_at: null })
  })
})

describe('a host that is killed', () => {
  test('at the moment a run is due, before anything was written: it is run once', async () => {
    const world = started()
    const task = await world.create({ schedule: NINE })
    const next = killed(world, '2026-01-05T09:00:00.000Z')
    await finish(next)
    const last = killed(next, '2026-01-05T09:00:30.000Z')
    wait(last, HOUR)
    expect(last.runs(task)).toHaveLength(1)
  })

  test('when the run was written and had no session yet: it gets one, and its prompt once', async () => {
    const world = started()
    const task = await world.create({ schedule: NINE })
    // All that happens before the first wait for the folder.
    wait(world, HOUR)
    expect(world.runs(task)).toMatchObject([{ state: 'starting' }])
    const next = killed(world, '2026-01-05T09:00:00.000Z')
    await finish(next)
    expect(next.prompts()).toEqual(['run the tests'])
    expect(next.runs(task)).toMatchObject([{ state: 'succeeded' }])
    expect(next.sessions.registry.list({ limit: 10 }, me).sessions).toHaveLength(1)
  })

  test('when it had a session that had not got its prompt: it gets it once', async () => {
    const world = started()
    const task = await world.create({ schedule: NINE })
    wait(world, HOUR)
    await expect.poll(() => world.sessions.launcher.agents.length).toBe(1)
    const next = killed(world, '2026-01-05T09:00:00.000Z')
    await finish(next)
    expect(next.prompts()).toEqual(['run the tests'])
    expect(next.sessions.registry.list({ limit: 10 }, me).sessions).toHaveLength(1)
    expect(next.runs(task)).toMatchObject([{ state: 'succeeded', turns: 1 }])
  })

  test('in the middle of a turn: the run goes on where its session does, and its chain to the end', async () => {
    const world = started()
    const task = await world.create({ schedule: NINE, prompts: ['one', 'two'] })
    wait(world, HOUR)
    await expect.poll(() => world.sessions.launcher.agents.length).toBe(1)
    world.sessions.launcher.agent.ready()
    await expect.poll(() => world.prompts()).toEqual(['one'])
    const next = killed(world, '2026-01-05T09:05:00.000Z')
    // Claude Code’s transcript has nothing of it: it was lost on the way.
    await expect.poll(() => next.sessions.launcher.agents.length).toBe(1)
    next.sessions.launcher.agent.ready()
    await expect.poll(() => next.prompts()).toEqual(['one'])
    next.sessions.launcher.agent.endTurn()
    await expect.poll(() => next.prompts()).toEqual(['one', 'two'])
    next.sessions.launcher.agent.endTurn()
    await expect.poll(() => next.runs(task)).toMatchObject([{ state: 'succeeded', prompts_done: 2 }])
  })

  test('after a turn that it did not hear the end of: the next prompt goes, the first does not go again', async () => {
    const world = started()
    const task = await world.create({ schedule: NINE, prompts: ['one', 'two'] })
    wait(world, HOUR)
    await expect.poll(() => world.sessions.launcher.agents.length).toBe(1)
    world.sessions.launcher.agent.ready()
    await expect.poll(() => world.prompts()).toEqual(['one'])
    world.tasks.stop()
    world.sessions.launcher.agent.endTurn()
    const next = new TaskWorld({ before: world, now: '2026-01-05T09:05:00.000Z' })
    next.sessions.launcher.transcript = []
    next.start()
    await expect.poll(() => next.sessions.launcher.agents.length).toBe(1)
    next.sessions.launcher.agent.ready()
    await expect.poll(() => next.prompts()).toEqual(['two'])
    expect(next.runs(task)).toMatchObject([{ state: 'running', prompts_done: 1 }])
  })

  test('counts the time that a run may take from its beginning', async () => {
    const world = started()
    const limits = { cost_usd: null, minutes: 30, turns: null }
    const task = await world.create({ schedule: NINE, limits })
    wait(world, HOUR)
    await expect.poll(() => world.sessions.launcher.agents.length).toBe(1)
    const next = killed(world, '2026-01-05T09:20:00.000Z')
    await expect.poll(() => next.runs(task)[0]?.state).toBe('running')
    wait(next, 11 * MINUTE)
    await expect
      .poll(() => next.runs(task)[0])
      .toMatchObject({ state: 'stopped', reason: expect.stringMatching(/30 minutes/) })
  })
})

test('of the runs of a task the latest 200 are kept, and one that goes is', async () => {
  const world = started()
  const schedule = { kind: 'cron', expression: '* * * * *', time_zone: 'UTC' } as const
  const task = await world.create({ schedule })
  wait(world, 4 * HOUR)
  const runs = world.runs(task)
  expect(runs).toHaveLength(200)
  expect(world.rows.live()).toHaveLength(1)
})

/** A host that finds missed runs of a task, before anybody hears of it. */
async function hasMissed() {
  const world = started()
  const task = await world.create({ schedule: HOURLY, missed: 'skip' })
  const next = killed(world, '2026-01-05T13:30:00.000Z')
  const listen = (): unknown[] => {
    const told: unknown[] = []
    next.sessions.hub.joinGateway(({ type, payload }) => {
      if (type === 'task_run') {
        told.push(JSON.parse(payload.toString()))
      }
    })
    return told
  }
  const run = { task_id: task.id, state: 'missed', missed: 5, session_id: null }
  return { next, listen, missed: { data: { task: 'Tests', run } } }
}
