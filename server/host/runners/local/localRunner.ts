import { statSync } from 'node:fs'
import type { Clock } from '#server/platform/clock.ts'
import { processStartMark } from '#server/platform/processes/processStart.ts'
import { descendantsOf } from '#server/platform/processes/processTable.ts'
import { killTree } from '#server/platform/processes/processTree.ts'
import { createUsageSampler } from '#server/platform/processes/usageSampler.ts'
import type { LimitsInForce, Program, ProgramLimits, Runner, RunnerFiles, RunnerHandle, RunnerMark } from '../runner.ts'
import type { Enclosure } from './limits/enclosure.ts'
import { Limiter, entered } from './limits/limiter.ts'
import { startLocally } from './startLocally.ts'

export interface LocalRunnerDeps {
  readonly clock: Pick<Clock, 'monotonic'>
  /** What programs that are limited may take; absent: all. */
  readonly limits?: () => ProgramLimits
  readonly env?: Readonly<Record<string, string | undefined>>
}

/** Runs programs on this machine, as the host's own user. Measures on demand, at most once a second. */
export function createLocalRunner({ clock, limits = () => UNLIMITED, env = {} }: LocalRunnerDeps): Runner {
  const sampler = createUsageSampler({ clock })
  const limiter = new Limiter({ limits, env })
  const held = new Map<number, { readonly inForce: LimitsInForce; readonly enclosure: Enclosure | null }>()

  const startLimited: Runner['start'] = (program, listener) => {
    const how = limiter.hold(program)
    const { onStdout, onStderr } = listener
    const started = startLocally(
      { ...program, ...how.command },
      {
        onStdout,
        onStderr,
        onGone: (end) => {
          const over_memory = end.signal === 'SIGKILL' && (how.enclosure?.kills() ?? 0) > 0
          listener.onGone(over_memory ? { ...end, over_memory } : end)
        },
      },
    )
    if (started.handle === null) {
      how.enclosure?.remove()
    } else {
      const { pid } = started.handle
      held.set(pid, { inForce: entered(how, pid), enclosure: how.enclosure })
    }
    return started
  }

  const stop = async (handle: RunnerHandle, graceMs: number, mark?: RunnerMark): Promise<void> => {
    const enclosure = held.get(handle.pid)?.enclosure ?? null
    await killTree(handle, { graceMs, marked: mark })
    // What left its parent and cleaned its environment is still in its group.
    const left = enclosure?.pids().map((pid) => ({ pid, started: processStartMark(pid) })) ?? []
    await Promise.all(left.map((one) => killTree(one, { graceMs })))
    if (enclosure?.remove() !== false) {
      held.delete(handle.pid)
    }
  }

  return {
    start: (program: Program, listener) =>
      program.limited === true ? startLimited(program, listener) : startLocally(program, listener),
    startedBy: ({ pid }) => descendantsOf(pid),
    stop: (handle, { grace_ms, mark }) => stop(handle, grace_ms, mark),
    kill: (handle, mark) => stop(handle, 0, mark),
    usage: ({ pid }) => sampler.of(pid, 'tree'),
    limitsOf: ({ pid }) => held.get(pid)?.inForce ?? limiter.preview,
    files,
  }
}

const UNLIMITED: ProgramLimits = { memory_bytes: null, cpu_percent: null }

const files: RunnerFiles = {
  folder: (path) => {
    try {
      return statSync(path).isDirectory() ? 'usable' : 'not_a_folder'
    } catch {
      return 'unreachable'
    }
  },
}
