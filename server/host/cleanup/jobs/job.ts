import type { CleanupJob } from '#shared/operations/cleanup.ts'

/** What a job did: things that it removed, and the bytes they took. */
export interface Removed {
  readonly removed: number
  readonly bytes: number
  readonly problem?: string | null
}

export interface Job {
  readonly name: CleanupJob
  /** @throws Error of whatever could not be done: it is told, and the other jobs go on. */
  readonly run: () => Promise<Removed> | Removed
  /** How many it would remove now. Absent: that is not known before. @throws as `run`. */
  readonly due?: () => Promise<number> | number
}

export const DAY_MS = 24 * 60 * 60_000

/** Adds up. */
export function together(parts: readonly Removed[]): Removed {
  return {
    removed: parts.reduce((sum, { removed }) => sum + removed, 0),
    bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0),
  }
}
