import { describe, expect, test } from 'vitest'
import { MINUTE, HOUR, DAY, wait, NINE, HOURLY, started, killed, finish } from '#test/support/host/taskMoments.ts'

describe('a clock that is set', () => {
  test('forward by a day: what was passed over is run once, and what comes after comes', async () => {
    const world = started()
    const task = await world.create({ schedule: NINE })
    world.sessions.time.jump(DAY)
    wait(world, MINUTE)
    expect(world.runs(task)).toMatchObject([{ trigger: 'catch_up', missed: 1, due_at: '2026-01-05T09:00:00.000Z' }])
    await finish(world)
    wait(world, HOUR)
    expect(world.runs(task).map(({ due_at }) => due_at)).toEqual([
      '2026-01-06T09:00:00.000Z',
      '2026-01-05T09:00:00.000Z',
    ])
  })

  test('forward by a day and back: no moment is lost, none comes twice', async () => {
    const world = started()
    const task = await world.create({ schedule: HOURLY, overlap: 'allow' })
    wait(world, HOUR)
    world.sessions.time.jump(DAY)
    wait(world, MINUTE)
    world.sessions.time.jump(-DAY)
    wait(world, 3 * HOUR)
    const due = world.runs(task).map(({ due_at }) => due_at)
    expect(due).toEqual([
      '2026-01-05T12:00:00.000Z',
      '2026-01-05T11:00:00.000Z',
      '2026-01-05T10:00:00.000Z',
      '2026-01-06T09:00:00.000Z',
      '2026-01-05T09:00:00.000Z',
    ])
    wait(world, 23 * HOUR)
    expect(world.runs(task).filter(({ due_at }) => due_at === '2026-01-06T09:00:00.000Z')).toHaveLength(1)
  })

  test('back by a day: what has been run is not run again, what comes after comes', async () => {
    const world = started('2026-01-05T08:59:00.000Z')
    const task = await world.create({ schedule: NINE, overlap: 'allow' })
    wait(world, 2 * MINUTE)
    expect(world.runs(task)).toHaveLength(1)
    world.sessions.time.jump(-DAY)
    wait(world, 2 * DAY)
    expect(world.runs(task).map(({ due_at }) => due_at)).toEqual([
      '2026-01-06T09:00:00.000Z',
      '2026-01-05T09:00:00.000Z',
    ])
  })

  test('while the host was off, back by a day: the same', async () => {
    const world = started('2026-01-05T08:59:00.000Z')
    const task = await world.create({ schedule: NINE, overlap: 'allow' })
    wait(world, 2 * MINUTE)
    const next = killed(world, '2026-01-04T09:01:00.000Z')
    wait(next, DAY)
    expect(next.runs(task)).toHaveLength(1)
    wait(next, DAY)
    expect(next.runs(task)).toHaveLength(2)
  })

  test('for the summer and for the winter: one run a day', async () => {
    for (const night of ['2026-03-28T20:00:00.000Z', '2026-10-24T20:00:00.000Z']) {
      const world = started(night)
      const schedule = { kind: 'cron', expression: '30 2 * * *', time_zone: 'Europe/Berlin' } as const
      const task = await world.create({ schedule, overlap: 'allow' })
      wait(world, 2 * DAY)
      expect(world.runs(task)).toHaveLength(2)
    }
  })
})
