import { randomUUID } from 'node:crypto'

/** Time and chance are dependencies, so that tests can hold them still. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** The same as ISO 8601 in UTC. */
  timestamp(): string
}

export interface Ids {
  uuid(): string
}

export const systemClock: Clock = {
  now: () => Date.now(),
  timestamp: () => new Date().toISOString(),
}

export const systemIds: Ids = { uuid: () => randomUUID() }
