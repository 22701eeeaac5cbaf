import { Cron } from 'croner'
import { HomeportError } from '#shared/errors.ts'
import type { TaskSchedule } from '#shared/operations/task.ts'
import { type WallClock, wallClockOf } from './wallClock.ts'

/** So many moments are looked at to say how many were missed; more are told as this many. */
const MOST_COUNTED = 1_000

/** The moments of a schedule that have passed. */
export interface Passed {
  readonly count: number
  /** The last of them, in milliseconds since 1970. */
  readonly latest: number
}

/**
 * The first moment of a schedule after another one, in milliseconds since 1970; null: there is none. By the clock of its time
 * zone: what lies in an hour that the clock leaves out comes as much later, what lies in one that comes twice comes once. What
 * comes every hour comes every hour.
 */
export function nextMoment(schedule: TaskSchedule, after: number): number | null {
  switch (schedule.kind) {
    case 'manual':
      return null
    case 'once': {
      const at = Date.parse(schedule.at)
      return at > after ? at : null
    }
    case 'cron':
      return nextOfCron(schedule, after)
  }
}

/** What of a schedule has passed from one of its moments on until now, both included. */
export function passedMoments(schedule: TaskSchedule, first: number, now: number): Passed {
  let latest = first
  let count = 1
  for (
    let next = nextMoment(schedule, first);
    next !== null && next <= now && count < MOST_COUNTED;
    next = nextMoment(schedule, next)
  ) {
    latest = next
    count += 1
  }
  return { count, latest }
}

/**
 * Before it is kept.
 * @throws HomeportError WS_002 when it cannot be read, or never comes.
 */
export function assertComes(schedule: TaskSchedule, now: number): void {
  if (schedule.kind !== 'manual' && nextMoment(schedule, now) === null) {
    const message =
      schedule.kind === 'once'
        ? 'This moment has passed already. Nothing was kept; choose a later one.'
        : `The schedule ${schedule.expression} never comes. Nothing was kept; choose another one.`
    throw unusable(message)
  }
}

/** @throws HomeportError WS_002 when it cannot be read. */
function nextOfCron({ expression, time_zone }: Extract<TaskSchedule, { kind: 'cron' }>, after: number): number | null {
  const comesEveryHour = expression.split(/ +/)[1] === '*'
  const cron = readCron(expression, comesEveryHour ? time_zone : 'UTC')
  try {
    return comesEveryHour ? firstRun(cron, after) : nextOnWall(cron, wallClockOf(time_zone), after)
  } catch {
    throw unusable(`There is no time zone ${time_zone}. Nothing was kept; choose another one, such as Europe/Berlin.`)
  }
}

function readCron(expression: string, timezone: string): Cron {
  try {
    return new Cron(expression, { mode: '5-part', timezone, paused: true })
  } catch {
    throw unusable(
      `The schedule ${expression} cannot be read. Nothing was kept; it has five fields: minute, hour, day, month, weekday.`,
    )
  }
}

/** Longer than any clock is moved for the summer. */
const CHANGE_MS = 3 * 3_600_000

/**
 * The schedule is read on a clock that nobody moves, and each of its moments is found in the zone: none is lost where
 * the clock leaves an hour out, none comes twice. What was moved behind a gap may come after what is later on the wall.
 */
function nextOnWall(cron: Cron, wall: WallClock, after: number): number | null {
  let best: number | null = null
  let shown = firstRun(cron, wall.shows(after) - CHANGE_MS)
  while (shown !== null && (best === null || shown <= wall.shows(best) + CHANGE_MS)) {
    const moment = wall.momentOf(shown)
    if (moment > after && (best === null || moment < best)) {
      best = moment
    }
    shown = firstRun(cron, shown)
  }
  return best
}

function firstRun(cron: Cron, after: number): number | null {
  return cron.nextRun(new Date(after))?.getTime() ?? null
}

function unusable(message: string): HomeportError {
  return new HomeportError('WS_002', message, { details: { fields: [{ field: 'schedule', message }] } })
}
