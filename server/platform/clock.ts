import { randomUUID } from 'node:crypto'

/** Time and chance are dependencies, so that tests can hold them still. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** The same as ISO 8601 in UTC. */
  timestamp(): string
  /** Milliseconds since some moment of this process. Never jumps: durations and deadlines are measured with it. */
  monotonic(): number
}

export interface Ids {
  uuid(): string
}

/** A moment of the calendar, as `monotonic` will count when it comes, unless somebody sets the clock until then. */
export function onMonotonic(clock: Clock, moment: number): number {
  return clock.monotonic() + moment - clock.now()
}

export const systemClock: Clock = {
  now: () => Date.now(),
  timestamp: () => new Date().toISOString(),
  monotonic: () => performance.now(),
}

export const systemIds: Ids = { uuid: () => randomUUID() }
