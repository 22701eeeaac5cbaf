import type { Clock } from '#server/platform/clock.ts'
import { failureText } from '#server/platform/failure.ts'
import type { SessionLog, Timers } from '../sessions/ports/sessionPorts.ts'
import type { StoredTask, TaskRows } from '../store/rows/taskRows.ts'
import type { Occasion } from './runs/newRun.ts'
import type { Runs } from './runs/runs.ts'
import { nextMoment, passedMoments } from './schedule/schedule.ts'

export interface DueTasksDeps {
  readonly rows: TaskRows
  readonly runs: Pick<Runs, 'begin' | 'note'>
  readonly clock: Clock
  readonly timers: Timers
  readonly log: Pick<SessionLog, 'error'>
}

/** It is looked at least so often, since the clock may be set and the machine may sleep. */
const LOOK_MS = 30_000
/** A moment that passed longer ago was missed: the host was off, or the machine slept. */
const LATE_MS = 120_000
/** Runs of one task that go at once, where they may overlap. */
export const MOST_AT_ONCE = 10

/**
 * Begins tasks when their moment comes. A moment is run once: the moment and its run are written in one step. It is told what was
 * missed while the host was off, and how often.
 */
export class DueTasks {
  readonly #deps: DueTasksDeps
  #callOff: (() => void) | null = null

  constructor(deps: DueTasksDeps) {
    this.#deps = deps
  }

  /** Looks now, and from now on whenever something is due. */
  start(): void {
    this.#callOff?.()
    const { rows, clock, timers, log } = this.#deps
    let wait = LOOK_MS
    try {
      for (const task of rows.unpaused()) {
        this.#look(task)
      }
      const soonest = Math.min(...rows.scheduled().map(({ next_run_at }) => next_run_at ?? Infinity))
      wait = Math.max(1, Math.min(LOOK_MS, soonest - clock.now()))
    } catch (error) {
      log.error('it could not be looked which tasks are due', { reason: failureText(error) })
    }
    this.#callOff = timers.after(wait, () => this.start())
  }

  /** A task was made or changed. No-op until `start`. */
  changed(): void {
    if (this.#callOff !== null) {
      this.start()
    }
  }

  /** Idempotent. */
  stop(): void {
    this.#callOff?.()
    this.#callOff = null
  }

  #look(task: StoredTask): void {
    const { rows, clock, log } = this.#deps
    const now = clock.now()
    try {
      if (task.next_run_at !== null && task.next_run_at <= now) {
        this.#come(task, task.next_run_at, now)
      } else if (task.plan.schedule.kind === 'cron') {
        // The clock may have been set back: what comes before the moment that is known comes then, unless it has been run.
        const next = nextMoment(task.plan.schedule, now)
        if (next !== null && next < (task.next_run_at ?? Infinity) && !rows.hasRun(task.id, next)) {
          rows.schedule(task.id, next)
        }
      }
    } catch (error) {
      log.error('a task that is due could not begin', { task_id: task.id, reason: failureText(error) })
    }
  }

  #come(task: StoredTask, due: number, now: number): void {
    const { runs } = this.#deps
    const { plan } = task
    const passed = passedMoments(plan.schedule, due, now)
    const next = nextMoment(plan.schedule, now)
    if (now - passed.latest <= LATE_MS) {
      this.#begin(task, { trigger: 'schedule', due: passed.latest, missed: passed.count - 1, next })
      return
    }
    const occasion: Occasion = { trigger: 'catch_up', due: passed.latest, missed: passed.count, next }
    if (plan.missed === 'run_once') {
      this.#begin(task, occasion)
    } else {
      const reason = `Homeport was off, or the machine slept: ${passed.count === 1 ? 'one run was' : `${passed.count} runs were`} missed.`
      runs.note(task, { ...occasion, state: 'missed', reason })
    }
  }

  #begin(task: StoredTask, occasion: Occasion): void {
    const { rows, runs } = this.#deps
    const going = rows.countLive(task.id)
    if (going >= (task.plan.overlap === 'allow' ? MOST_AT_ONCE : 1)) {
      const reason = going === 1 ? 'The run before still went.' : `${going} runs before still went.`
      runs.note(task, { ...occasion, state: 'skipped', reason })
    } else {
      runs.begin(task, occasion)
    }
  }
}
