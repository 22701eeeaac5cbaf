import { readFileSync } from 'node:fs'
import { createLogger } from '#server/platform/log/log.ts'
import { failureText } from '#server/platform/failure.ts'
import type { LimitsInForce, ProgramLimits } from '../../runner.ts'
import { type Enclosure, enclose, removeLeftOver } from './enclosure.ts'
import { type OwnCgroups, ownCgroups } from './ownCgroups.ts'
import { type Command, type Scopes, hasUserManager, inScope, userScopes } from './systemdScope.ts'

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
  /** null: not known yet, or no longer. */
  #scopes: Scopes | 'none' | null = null

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
    const enclosure = this.#own === null ? null : enclose(this.#own, limits)
    if (!isSet(limits) || (enclosure !== null && (enclosure.holdsMemory || enclosure.holdsCpu))) {
      return { command, enclosure, inForce: keptBy(limits, enclosure) }
    }
    if (!hasUserManager(this.#deps.env)) {
      // It went when its person logged out. Programs start without it, and it may come back.
      this.#scopes = this.#scopes === 'none' ? 'none' : null
    }
    if (this.#scopes !== null && this.#scopes !== 'none') {
      return {
        command: inScope(command, limits, this.#scopes),
        enclosure: discarded(enclosure),
        inForce: inScopeOf(limits),
      }
    }
    void this.#lookForScopes()
    return { command, enclosure, inForce: keptBy(limits, null) }
  }

  /** What would hold a program that starts now. */
  get preview(): LimitsInForce {
    const { inForce, enclosure } = this.hold({ command: '', args: [] })
    enclosure?.remove()
    return inForce
  }

  /** A program in a scope failed: it may have been the manager, which leaves its sockets behind when it dies. */
  doubtScopes(): void {
    this.#scopes = null
    void this.#lookForScopes()
  }

  async #lookForScopes(): Promise<void> {
    const { env } = this.#deps
    if (this.#scopes === null && process.platform === 'linux' && hasUserManager(env)) {
      this.#scopes = 'none'
      this.#scopes = (await userScopes(env)) ?? 'none'
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
    return keptBy(inForce, null)
  }
}

function isSet({ memory_bytes, cpu_percent }: ProgramLimits): boolean {
  return memory_bytes !== null || cpu_percent !== null
}

/** A scope is a group as well, and a program is in one. */
function discarded(enclosure: Enclosure | null): null {
  enclosure?.remove()
  return null
}

/** Where nothing holds the memory, somebody has to watch. */
function keptBy(
  { memory_bytes, cpu_percent }: ProgramLimits,
  enclosure: Pick<Enclosure, 'by' | 'holdsMemory' | 'holdsCpu'> | null,
): LimitsInForce {
  const memory = enclosure?.holdsMemory === true ? enclosure.by : 'watched'
  const cpu = enclosure?.holdsCpu === true ? enclosure.by : 'nothing'
  return {
    memory_bytes,
    memory_kept_by: memory_bytes === null ? 'nothing' : memory,
    cpu_percent,
    cpu_kept_by: cpu_percent === null ? 'nothing' : cpu,
  }
}

function inScopeOf({ memory_bytes, cpu_percent }: ProgramLimits): LimitsInForce {
  return {
    memory_bytes,
    memory_kept_by: memory_bytes === null ? 'nothing' : 'systemd',
    cpu_percent,
    cpu_kept_by: cpu_percent === null ? 'nothing' : 'systemd',
  }
}

function readOwn(): OwnCgroups | null {
  try {
    return ownCgroups(readFileSync('/proc/self/cgroup', 'utf8'), readFileSync('/proc/self/mountinfo', 'utf8'))
  } catch {
    return null
  }
}
