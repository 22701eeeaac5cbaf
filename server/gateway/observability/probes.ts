import type { Clock } from '#server/platform/clock.ts'
import type { Database } from 'better-sqlite3'
import { BUSY_TIMEOUT_MS } from '#server/platform/files/database.ts'
import { freeBytes, SCARCE_BYTES, TOO_LITTLE_BYTES } from '#server/platform/files/diskSpace.ts'

export type Health = 'healthy' | 'degraded' | 'unhealthy'

/** Everybody waits with it, so the probe gives up sooner than a write that somebody wants. */
const PROBE_WAITS_MS = 100

/** A page may be polled every second; the disk must not be. */
const FRESH_MS = 5_000

/** Asks anew when the last answer is older than FRESH_MS. */
export function cached<T>(clock: Pick<Clock, 'monotonic'>, ask: () => T): () => T {
  let known: { readonly at: number; readonly answer: T } | null = null
  return () => {
    if (known === null || clock.monotonic() - known.at >= FRESH_MS) {
      known = { at: clock.monotonic(), answer: ask() }
    }
    return known.answer
  }
}

/** Whether the database takes a write: a full disk, a lost mount and a lock that is never given back all show here. */
export function probeDatabase(database: Database): Health {
  try {
    database.pragma(`busy_timeout = ${PROBE_WAITS_MS}`)
    const version = Number(database.pragma('user_version', { simple: true }))
    database.pragma(`user_version = ${version}`)
    return 'healthy'
  } catch {
    return 'unhealthy'
  } finally {
    database.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`)
  }
}

/** How much room there is where `folder` lies. */
export async function probeDisk(folder: string): Promise<Health> {
  try {
    return classifyDisk(await freeBytes(folder))
  } catch {
    return 'unhealthy'
  }
}

export function classifyDisk(free: number): Health {
  return free < TOO_LITTLE_BYTES ? 'unhealthy' : free < SCARCE_BYTES ? 'degraded' : 'healthy'
}
