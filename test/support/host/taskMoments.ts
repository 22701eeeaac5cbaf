import { expect } from 'vitest'
import type { TaskSchedule } from '#shared/operations/task.ts'
import { TaskWorld } from './taskWorld.ts'

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** Time passes as for a host: it looks every half minute at least. */
export function wait(world: TaskWorld, milliseconds: number): void {
  for (let passed = 0; passed < milliseconds; passed += MINUTE) {
    world.sessions.time.pass(Math.min(MINUTE, milliseconds - passed))
  }
}

export const NINE: TaskSchedule = { kind: 'cron', expression: '0 9 * * *', time_zone: 'UTC' }
export const HOURLY: TaskSchedule = { kind: 'cron', expression: '0 * * * *', time_zone: 'UTC' }

/** Monday, eight o'clock. */
export function started(now = '2026-01-05T08:00:00.000Z'): TaskWorld {
  const world = new TaskWorld({ now })
  world.start()
  return world
}

/** The host is killed, and another one starts when the clock shows `now`. */
export function killed(before: TaskWorld, now: string): TaskWorld {
  const world = new TaskWorld({ before, now })
  world.start()
  return world
}

/** Claude does what the run asks for, well. */
export async function finish(world: TaskWorld): Promise<void> {
  const { launcher } = world.sessions
  await expect.poll(() => launcher.agents.length).toBeGreaterThan(0)
  launcher.agent.ready()
  await expect.poll(() => launcher.agent.sent.length).toBe(1)
  launcher.agent.endTurn()
  await expect.poll(() => world.rows.live()).toEqual([])
}
