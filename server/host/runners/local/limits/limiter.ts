import { readFileSync } from 'node:fs'
import { createLogger } from '#server/platform/log/log.ts'
import { failureText } from '#server/platform/failure.ts'
import type { LimitsInForce, ProgramLimits } from '../../runner.ts'
import { type Enclosure, enclose, removeLeftOver } from './enclosure.ts'
import { type OwnCgroups, ownCgroups } from './ownCgroups.ts'
import { type Command, hasUserScopes, inScope } from './systemdScope.ts'

export interface LimiterDeps {
  /** What is set for programs that start now; asked each time. */
  readonly limits: () => ProgramLimits
  readonly env: Readonly<Record<string, string | undefined>>
  /** The control groups of this process; null: the system has none. */
  readonly own?: OwnCgroups | null
}

/** How one program is held to its limits. */
export interface Held {
  readonly command: Command
  readonly inForce: LimitsInForce
  readonly enclosure: Enclosure | null
}

const log = createLogger('limits')

/**
 * Holds programs to the limits that are set, by the best that this system offers: a control group of ours, a scope of the person's
 * service manager, or nothing but that somebody watches.
 */
export class Limiter {
  readonly #deps: LimiterDeps
  readonly #own: OwnCgroups | null
  /** null: not known yet. */
  #hasScopes: boolean | null = null

  constructor(deps: LimiterDeps) {
    this.#deps = deps
    this.#own = deps.own === undefined ? readOwn() : deps.own
    if (this.#own !== null) {
      removeLeftOver(this.#own)
    }
    if (isSet(deps.limits())) {
      void this.#lookForScopes()
    }
  }

  /** How to start a program now. The enclosure is to be entered after the start, and removed after the end. */
  hold(command: Command): Held {
    const limits = this.#deps.limits()
    if (!isSet(limits)) {
      return { command, inForce: notHeld(limits), enclosure: null }
    }
    const enclosure = this.#own === null ? null : enclose(this.#own, limits)
    if (enclosure !== null) {
      return {
        command,
        enclosure,
        inForce: keptBy(limits, { memory: enclosure.by, cpu: enclosure.holdsCpu ? enclosure.by : 'nothing' }),
      }
    }
    if (this.#hasScopes === true) {
      return {
        command: inScope(command, limits),
        enclosure: null,
        inForce: keptBy(limits, { memory: 'systemd', cpu: 'systemd' }),
      }
    }
    void this.#lookForScopes()
    return { command, inForce: notHeld(limits), enclosure: null }
  }

  /** What would hold a program that starts now. */
  get preview(): LimitsInForce {
    const { inForce, enclosure } = this.hold({ command: '', args: [] })
    enclosure?.remove()
    return inForce
  }

  async #lookForScopes(): Promise<void> {
    if (this.#hasScopes === null) {
      this.#hasScopes = false
      this.#hasScopes = process.platform === 'linux' && (await hasUserScopes(this.#deps.env))
    }
  }
}

/** Puts a program into its group. What may not be is said in the log, and then somebody has to watch. */
export function entered({ enclosure, inForce }: Held, pid: number): LimitsInForce {
  try {
    enclosure?.enter(pid)
    return inForce
  } catch (error) {
    log.warn('a program could not be put into its control group; it is watched instead', {
      pid,
      reason: failureText(error),
    })
    return notHeld(inForce)
  }
}

function isSet({ memory_bytes, cpu_percent }: ProgramLimits): boolean {
  return memory_bytes !== null || cpu_percent !== null
}

export function notHeld(limits: ProgramLimits): LimitsInForce {
  return keptBy(limits, { memory: 'watched', cpu: 'nothing' })
}

function keptBy(
  { memory_bytes, cpu_percent }: ProgramLimits,
  by: { readonly memory: LimitsInForce['memory_kept_by']; readonly cpu: LimitsInForce['cpu_kept_by'] },
): LimitsInForce {
  return {
    memory_bytes,
    memory_kept_by: memory_bytes === null ? 'nothing' : by.memory,
    cpu_percent,
    cpu_kept_by: cpu_percent === null ? 'nothing' : by.cpu,
  }
}

function readOwn(): OwnCgroups | null {
  try {
    return ownCgroups(readFileSync('/proc/self/cgroup', 'utf8'), readFileSync('/proc/self/mountinfo', 'utf8'))
  } catch {
    return null
  }
}
