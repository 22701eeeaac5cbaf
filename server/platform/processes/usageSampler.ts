import type { Clock } from '#server/platform/clock.ts'
import type { ProcessUsage } from '#shared/operations/resources.ts'
import { selectDescendants } from './processTable.ts'
import { type UsageRow, readProcessUsage } from './processUsage.ts'

/** The process table is read at most so often, however many look. */
const FRESH_MS = 1_000

/** An older sample says nothing of what goes on now. */
const RECENT_MS = 15_000

/** Measures when somebody asks, and never by itself. */
export interface UsageSampler {
  /** tree: with all that it started. A process that is gone has 0 processes. */
  of(pid: number, what: 'alone' | 'tree'): Promise<ProcessUsage>
}

interface Sample {
  readonly at: number
  readonly rows: ReadonlyMap<number, UsageRow>
}

export interface UsageSamplerDeps {
  readonly clock: Pick<Clock, 'monotonic'>
  readonly read?: () => Promise<readonly UsageRow[]>
}

export function createUsageSampler({ clock, read = readProcessUsage }: UsageSamplerDeps): UsageSampler {
  let last: Sample | null = null
  let before: Sample | null = null
  let reading: Promise<void> | null = null

  const look = async (): Promise<void> => {
    const rows = await read()
    const at = clock.monotonic()
    before = last !== null && at - last.at <= RECENT_MS ? last : null
    last = { at, rows: new Map(rows.map((row) => [row.pid, row])) }
  }

  const fresh = async (): Promise<void> => {
    if (last === null || clock.monotonic() - last.at >= FRESH_MS) {
      await (reading ??= look().finally(() => (reading = null)))
    }
  }

  return {
    of: async (pid, what) => {
      await fresh()
      const now = usage(last, pid, what)
      const then = usage(before, pid, what)
      const seconds = ((last?.at ?? 0) - (before?.at ?? 0)) / 1000
      const isKnown = now.processes > 0 && then.processes > 0 && seconds > 0
      return {
        // A child that left the tree takes its time with it.
        cpu_percent: isKnown ? Math.max(0, ((now.cpu_seconds - then.cpu_seconds) / seconds) * 100) : null,
        rss_bytes: now.rss_bytes,
        processes: now.processes,
      }
    },
  }
}

function usage(sample: Sample | null, pid: number, what: 'alone' | 'tree') {
  const all = [...(sample?.rows.values() ?? [])]
  const root = sample?.rows.get(pid)
  const below = root !== undefined && what === 'tree' ? selectDescendants([pid], all) : []
  const rows = [pid, ...below].flatMap((one) => sample?.rows.get(one) ?? [])
  return {
    processes: rows.length,
    rss_bytes: rows.reduce((sum, row) => sum + row.rss_bytes, 0),
    cpu_seconds: rows.reduce((sum, row) => sum + row.cpu_seconds, 0),
  }
}
