import type { BigIntStats } from 'node:fs'

/** What time it is, and when files changed: both by the same clock, in milliseconds since 1970. */
export interface FileTimes {
  now(): number
  /** When anything of the file was last changed: no program can set it. */
  changedAt(stats: BigIntStats): number
  madeAt(stats: BigIntStats): number
}

export const systemFileTimes: FileTimes = {
  now: () => Date.now(),
  changedAt: ({ ctimeNs }) => Number(ctimeNs / 1_000_000n),
  madeAt: ({ birthtimeNs }) => Number(birthtimeNs / 1_000_000n),
}
