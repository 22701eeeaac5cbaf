import type { SessionId } from '#shared/ids.ts'
import type { FolderSize } from '#shared/operations/sessionInfo.ts'
import type { ProcessUsage } from '#shared/operations/resources.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Runner } from '../runners/runner.ts'
import type { SessionLog, Timers } from '../sessions/ports/sessionPorts.ts'
import type { Session } from '../sessions/session.ts'

import type { ResourceRows } from '../store/rows/resourceRows.ts'
import { MB, memoryVerdict } from './memoryVerdict.ts'

/** What is needed of a session. */
export interface CaredFor {
  readonly state: Pick<Session['state'], 'id' | 'process_id' | 'workspace_path'>
  readonly rest: Pick<Session['rest'], 'tell' | 'endForMemory' | 'isAtRest'>
}

/**
 * Where nothing but looking keeps a limit, a program that grows fast is ended within this time. While a session rests and takes no more
 * than at the look before, it is looked at as seldom as others: to look means to read the table of all processes.
 */
const WATCH_MS = 3_000

/** What a program that rests takes goes up and down by as much. */
const GROWN = 1.05

/** Otherwise it is looked so often, and of that once a minute is kept. */
const LOOK_MS = 10_000
const KEEP_MS = 60_000

/** To measure a folder means to walk it: while nobody looks, seldom. */
const SIZE_MS = 30 * 60_000

export interface ProcessCareDeps {
  /** The sessions that have a process. */
  readonly awake: () => readonly CaredFor[]
  readonly runner: Pick<Runner, 'usage' | 'limitsOf'>
  readonly sizes: { of(folder: string, freshMs: number): FolderSize | null }
  readonly rows: Pick<ResourceRows, 'add'>
  /** Asked each time. 0: no bound. */
  readonly settings: () => { readonly memory_soft_mb: number }
  readonly clock: Pick<Clock, 'monotonic' | 'now'>
  readonly timers: Timers
  readonly log: SessionLog
}

/**
 * Looks at what the processes of sessions take: keeps it, says when one is over the soft limit, and ends one that is over the hard
 * limit where the system does not do that.
 */
export class ProcessCare {
  readonly #deps: ProcessCareDeps
  #told = new Set<SessionId>()
  #keptAt: number | null = null
  #lookedAt = -Infinity
  /** What each took at the last look, and which had grown by then. */
  #took = new Map<SessionId, number>()
  #grew = new Set<SessionId>()
  #stopped = false
  #callOff = () => {}

  constructor(deps: ProcessCareDeps) {
    this.#deps = deps
  }

  /** Looks from now on, until `stop`. */
  start(): void {
    this.#later(LOOK_MS)
  }

  /** Idempotent. */
  stop(): void {
    this.#stopped = true
    this.#callOff()
  }

  /** Resolves when all were measured and judged. Never rejects. */
  async look(): Promise<void> {
    this.#lookedAt = this.#deps.clock.monotonic()
    try {
      const measured = await Promise.all(this.#deps.awake().map((session) => this.#measure(session)))
      const known = measured.filter((one) => one !== null)
      this.#compare(known)
      this.#keep(known)
      this.#told = new Set([...this.#told].filter((id) => known.some(({ session }) => session.state.id === id)))
      known.forEach((one) => this.#judge(one))
    } catch (error) {
      this.#deps.log.error('what the processes of sessions take could not be looked at', { reason: String(error) })
    }
  }

  #later(ms: number): void {
    if (!this.#stopped) {
      this.#callOff = this.#deps.timers.after(ms, () => {
        const isDue = this.#deps.clock.monotonic() - this.#lookedAt >= LOOK_MS || this.#isGrowing()
        void (isDue ? this.look() : Promise.resolve()).finally(() =>
          this.#later(this.#isWatching() ? WATCH_MS : LOOK_MS),
        )
      })
    }
  }

  #isWatching(): boolean {
    return this.#deps.awake().some((session) => this.#isWatched(session))
  }

  #isGrowing(): boolean {
    return this.#deps
      .awake()
      .some((session) => this.#isWatched(session) && !(session.rest.isAtRest() && this.#isStill(session)))
  }

  /** False before it was looked at: what a tool left running may grow while no turn runs. */
  #isStill({ state: { id } }: CaredFor): boolean {
    return this.#took.has(id) && !this.#grew.has(id)
  }

  #compare(measured: readonly Measured[]): void {
    const before = this.#took
    this.#took = new Map(measured.map(({ session, usage }) => [session.state.id, usage.rss_bytes]))
    this.#grew = new Set(
      [...this.#took].flatMap(([id, bytes]) => (bytes > (before.get(id) ?? Infinity) * GROWN ? [id] : [])),
    )
  }

  #isWatched(session: CaredFor): boolean {
    return this.#limitsOf(session)?.memory_kept_by === 'watched'
  }

  #limitsOf({ state }: CaredFor) {
    return state.process_id === null ? null : this.#deps.runner.limitsOf({ pid: state.process_id })
  }

  async #measure(session: CaredFor): Promise<Measured | null> {
    const { process_id } = session.state
    const usage = process_id === null ? null : await this.#deps.runner.usage({ pid: process_id })
    // Another process may have taken its place meanwhile.
    return usage === null || usage.processes === 0 || session.state.process_id !== process_id
      ? null
      : { session, usage }
  }

  #keep(measured: readonly Measured[]): void {
    const { clock, rows, sizes } = this.#deps
    const now = clock.monotonic()
    if (this.#keptAt !== null && now - this.#keptAt < KEEP_MS) {
      return
    }
    this.#keptAt = now
    rows.add(
      measured.map(({ session: { state }, usage }) => ({
        session_id: state.id,
        at: clock.now(),
        cpu_percent: usage.cpu_percent,
        rss_bytes: usage.rss_bytes,
        disk_bytes: sizes.of(state.workspace_path, SIZE_MS)?.bytes ?? null,
      })),
    )
  }

  #judge({ session, usage }: Measured): void {
    const { id } = session.state
    const limits = this.#limitsOf(session)
    const soft_bytes = this.#deps.settings().memory_soft_mb * MB
    const hard_bytes = limits?.memory_kept_by === 'watched' ? limits.memory_bytes : null
    const verdict = memoryVerdict(usage.rss_bytes, { soft_bytes, hard_bytes, isTold: this.#told.has(id) })
    switch (verdict.kind) {
      case 'over':
        void session.rest.endForMemory()
        return
      case 'high':
        this.#told.add(id)
        session.rest.tell('memory_high', verdict.text)
        return
      case 'fine':
        this.#told.delete(id)
        return
      case 'unchanged':
    }
  }
}

interface Measured {
  readonly session: CaredFor
  readonly usage: ProcessUsage
}
