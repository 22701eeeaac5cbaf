import { randomUUID } from 'node:crypto'
import { uptime } from 'node:os'

/** Time and chance are dependencies, so that tests can hold them still. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** The same as ISO 8601 in UTC. */
  timestamp(): string
  /** Milliseconds since some moment of this process. Never jumps: durations and deadlines are measured with it. */
  monotonic(): number
  /** Milliseconds since the machine started, to about a second: time asleep counts, and setting the clock does not. */
  uptime(): number
}

export interface Ids {
  uuid(): string
}

/** A moment of the calendar, as `uptime` will count when it comes: over a night asleep, too, and whatever the clock is set to. */
export function onUptime(clock: Clock, moment: number): number {
  return clock.uptime() + moment - clock.now()
}

/**
 * The calendar as it goes on from now, whatever somebody sets the clock to: for what was promised to last for so many minutes of
 * this process, also over a night asleep.
 */
export function steadyCalendar(clock: Clock): Clock {
  const began = machineStart(clock)
  const now = () => began + clock.uptime()
  return {
    now,
    timestamp: () => new Date(now()).toISOString(),
    monotonic: () => clock.monotonic(),
    uptime: () => clock.uptime(),
  }
}

/** When the machine started, by that calendar. A clock that was set in between, or another start, shows in it. */
export function machineStart(clock: Pick<Clock, 'now' | 'uptime'>): number {
  return clock.now() - clock.uptime()
}

export const systemClock: Clock = {
  now: () => Date.now(),
  timestamp: () => new Date().toISOString(),
  monotonic: () => performance.now(),
  uptime: () => uptime() * 1000,
}

export const systemIds: Ids = { uuid: () => randomUUID() }
