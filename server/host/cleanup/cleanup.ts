import { readFileSync } from 'node:fs'
import * as z from 'zod'
import { type CleanupDue, CleanupReport } from '#shared/operations/cleanup.ts'
import type { Clock } from '#server/platform/clock.ts'
import { failureText } from '#server/platform/failure.ts'
import { replacePrivateFile } from '#server/platform/files/privateFile.ts'
import { createLogger } from '#server/platform/log/log.ts'
import type { Timers } from '../sessions/ports/sessionPorts.ts'
import type { Job } from './jobs/job.ts'

const log = createLogger('cleanup')

/** After the start, and between two times. */
const FIRST_AFTER_MS = 5 * 60_000
const EVERY_MS = 6 * 60 * 60_000

export interface CleanupDeps {
  readonly jobs: readonly Job[]
  /** Where it is kept what they did. */
  readonly file: string
  readonly clock: Pick<Clock, 'timestamp'>
  readonly timers: Timers
}

/** Runs jobs one after the other, every now and then, and keeps what each did. One that fails keeps no other from running. */
export class Cleanup {
  readonly #deps: CleanupDeps
  readonly #reports = new Map<string, CleanupReport>()
  /** As counted last. */
  readonly #due = new Map<string, number>()
  #running: Promise<void> | null = null
  #counting: Promise<void> | null = null
  #callOff = () => {}

  constructor(deps: CleanupDeps) {
    this.#deps = deps
    stored(deps.file).forEach((report) => this.#reports.set(report.job, report))
  }

  /** From a while after now on, until `stop`. */
  start(): void {
    this.#next(FIRST_AFTER_MS)
  }

  /** Idempotent. A job that runs goes on to its end. */
  stop(): void {
    this.#callOff()
    this.#callOff = () => {}
  }

  /** What each did last, in their order. */
  reports(): CleanupReport[] {
    return this.#deps.jobs.flatMap(({ name }) => this.#reports.get(name) ?? [])
  }

  /** Now; whoever asks while it runs gets the same. Never throws: what failed stands in the reports. */
  async run(): Promise<CleanupReport[]> {
    this.#running ??= this.#all().finally(() => (this.#running = null))
    await this.#running
    return this.reports()
  }

  get isRunning(): boolean {
    return this.#running !== null
  }

  /**
   * What each would remove now, in their order; of those that tell. Whoever asks while it is counted gets the same. After `within_ms`
   * whatever is known is told, also from when it was counted last, and counting goes on. Never throws.
   */
  async due(within_ms: number): Promise<CleanupDue[]> {
    this.#counting ??= this.#count().finally(() => (this.#counting = null))
    await this.#within(within_ms, this.#counting)
    return this.#deps.jobs.flatMap(({ name }) => {
      const things = this.#due.get(name)
      return things === undefined ? [] : [{ job: name, things }]
    })
  }

  /** As `run`; after `within_ms` it answers with what each did before, and work goes on. */
  async runFor(within_ms: number): Promise<CleanupReport[]> {
    await this.#within(within_ms, this.run())
    return this.reports()
  }

  /** @param work never rejects. */
  async #within(ms: number, work: Promise<unknown>): Promise<void> {
    const callOffs: (() => void)[] = []
    const late = new Promise<void>((resolve) => {
      callOffs.push(this.#deps.timers.after(ms, resolve))
    })
    await Promise.race([work, late])
    callOffs.forEach((callOff) => callOff())
  }

  async #count(): Promise<void> {
    for (const { name, due } of this.#deps.jobs) {
      try {
        if (due !== undefined) {
          this.#due.set(name, await due())
        }
      } catch (error) {
        this.#due.delete(name)
        log.warn('what a clean-up job would remove cannot be told', { job: name, problem: failureText(error) })
      }
    }
  }

  async #all(): Promise<void> {
    for (const job of this.#deps.jobs) {
      const report = await this.#one(job)
      this.#reports.set(job.name, report)
      if (report.problem !== null) {
        log.warn('a clean-up job could not do all', { ...report })
      } else if (report.removed > 0) {
        log.info('a clean-up job removed something', { ...report })
      }
    }
    this.#due.clear()
    this.#store()
  }

  async #one({ name, run }: Job): Promise<CleanupReport> {
    const at = this.#deps.clock.timestamp()
    try {
      const { removed, bytes, problem = null } = await run()
      return { job: name, at, removed, bytes, problem }
    } catch (error) {
      return { job: name, at, removed: 0, bytes: 0, problem: failureText(error) }
    }
  }

  #store(): void {
    try {
      replacePrivateFile(this.#deps.file, `${JSON.stringify(this.reports())}\n`)
    } catch (error) {
      log.warn('what clean-up did could not be kept', { error })
    }
  }

  #next(ms: number): void {
    this.#callOff = this.#deps.timers.after(ms, () => {
      this.#next(EVERY_MS)
      void this.run()
    })
  }
}

/** Nothing where it is absent or not what was written: the next time writes it anew. */
function stored(file: string): readonly CleanupReport[] {
  try {
    return z.array(CleanupReport).parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return []
  }
}
