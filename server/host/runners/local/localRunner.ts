import { statSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import type { Clock } from '#server/platform/clock.ts'
import { createLogger } from '#server/platform/log/log.ts'
import { processStartMark } from '#server/platform/processes/processStart.ts'
import { descendantsOf } from '#server/platform/processes/processTable.ts'
import { killTree } from '#server/platform/processes/processTree.ts'
import { createUsageSampler } from '#server/platform/processes/usageSampler.ts'
import type { LimitsInForce, Program, ProgramEnd, ProgramLimits, Runner, RunnerFiles } from '../runner.ts'
import type { RunnerHandle, RunnerMark } from '../runner.ts'
import type { Enclosure } from './limits/enclosure.ts'
import { Limiter, entered } from './limits/limiter.ts'
import type { OwnCgroups } from './limits/ownCgroups.ts'
import { startLocally } from './startLocally.ts'

export interface LocalRunnerDeps {
  readonly clock: Pick<Clock, 'monotonic'>
  /** What programs that are limited may take; absent: all. */
  readonly limits?: () => ProgramLimits
  readonly env?: Readonly<Record<string, string | undefined>>
  /** The control groups of this process; null: the system has none. Absent: it is looked. */
  readonly own?: OwnCgroups | null
}

/** Runs programs on this machine, as the host's own user. Measures on demand, at most once a second. */
export function createLocalRunner({ clock, limits = () => UNLIMITED, env = {}, own }: LocalRunnerDeps): Runner {
  const sampler = createUsageSampler({ clock })
  const limiter = new Limiter({ limits, env, ...(own === undefined ? {} : { own }) })
  const held = new Map<number, Holding>()

  const startLimited: Runner['start'] = (program, listener) => {
    const how = limiter.hold(program)
    const holding: Holding = { inForce: how.inForce, enclosure: how.enclosure, isEnded: false }
    const { onStdout, onStderr } = listener
    const started = startLocally(
      { ...program, ...how.command },
      {
        onStdout,
        onStderr,
        onGone: (end) => {
          const over_memory = isOverMemory(end, holding)
          if (!over_memory && !holding.isEnded && isInScope(how.inForce) && end.code !== 0) {
            limiter.doubtScopes()
          }
          listener.onGone(over_memory ? { ...end, over_memory } : end)
        },
      },
      (pid) => {
        holding.inForce = entered(how, pid)
        held.set(pid, holding)
      },
    )
    if (started.handle === null) {
      how.enclosure?.remove()
    }
    return started
  }

  const stop = async (handle: RunnerHandle, graceMs: number, mark?: RunnerMark): Promise<void> => {
    const holding = held.get(handle.pid)
    const enclosure = holding?.enclosure ?? null
    if (holding !== undefined) {
      holding.isEnded = true
    }
    await killTree(handle, { graceMs, marked: mark })
    if (enclosure === null || (await emptied(enclosure, graceMs))) {
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

const log = createLogger('limits')

interface Holding {
  inForce: LimitsInForce
  readonly enclosure: Enclosure | null
  /** Somebody here has ended it, or is about to. */
  isEnded: boolean
}

/** How often a group is emptied: what is being ended may start others meanwhile. */
const EMPTYINGS = 5
const EMPTY_AGAIN_MS = 25

/** Ends what left its parent and cleaned its environment: it is in its group still. False: something there can't be ended. */
async function emptied(enclosure: Enclosure, graceMs: number): Promise<boolean> {
  let stayed: readonly number[] = []
  for (let times = 0; times < EMPTYINGS; times += 1) {
    const pids = enclosure.pids()
    if (pids.length > 0 && pids.every((pid) => stayed.includes(pid))) {
      break
    }
    const left = pids.map((pid) => ({ pid, started: processStartMark(pid) }))
    const unended = await Promise.all(left.map((one) => killTree(one, { graceMs: times === 0 ? graceMs : 0 })))
    stayed = unended.flat().map(({ pid }) => pid)
    if (enclosure.remove()) {
      return true
    }
    await delay(EMPTY_AGAIN_MS)
  }
  log.warn('a control group could not be emptied', { pids: enclosure.pids() })
  return false
}

/**
 * A group of ours counts what the system ended in it. A scope is gone with its program, and tells nothing: there a kill that nobody
 * here ordered is taken for it, since a turn that is not run again costs less than one that takes all memory again.
 */
function isOverMemory({ signal }: ProgramEnd, { inForce, enclosure, isEnded }: Holding): boolean {
  if (signal !== 'SIGKILL') {
    return false
  }
  return enclosure === null ? inForce.memory_kept_by === 'systemd' && !isEnded : enclosure.kills() > 0
}

function isInScope({ memory_kept_by, cpu_kept_by }: LimitsInForce): boolean {
  return memory_kept_by === 'systemd' || cpu_kept_by === 'systemd'
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
