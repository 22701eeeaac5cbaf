import { HomeportError } from '#shared/errors.ts'

/** One day somewhere on earth, as the instants (milliseconds since 1970) between which it lies. */
export interface LocalDay {
  /** `2026-11-21`. */
  readonly day: string
  readonly starts_at: number
  /** Not included. */
  readonly ends_at: number
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** No time zone is further from UTC. */
const FURTHEST_MS = 15 * HOUR_MS

/**
 * The days from `from` to `to`, both included, without gap or overlap: some have 23 or 25 hours, and where the clock is
 * put forward at midnight a day begins at one.
 */
export function localDays({ from, to, dateOf }: { from: string; to: string; dateOf: DateOf }): LocalDay[] {
  const count = Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1
  const names = Array.from({ length: count + 1 }, (_, index) => isoDate(Date.parse(from) + index * DAY_MS))
  const begins = names.map((name) => beginning(name, dateOf))
  return names.slice(0, -1).map((day, index) => ({
    day,
    starts_at: begins[index] ?? 0,
    ends_at: begins[index + 1] ?? 0,
  }))
}

/** Which date an instant has in a time zone. */
export type DateOf = (instant: number) => string

/** @throws HomeportError WS_002 when there is no such time zone. */
export function datesIn(timeZone: string): DateOf {
  try {
    const format = new Intl.DateTimeFormat('sv-SE', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone })
    return (instant) => format.format(instant)
  } catch (cause) {
    throw new HomeportError(
      'WS_002',
      `time_zone: "${timeZone}" is no time zone. Name one as "Europe/Berlin" or "+02:00".`,
      { cause },
    )
  }
}

/** The same date, so many days later (or earlier). */
export function addDays(date: string, days: number): string {
  return isoDate(Date.parse(date) + days * DAY_MS)
}

function isoDate(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10)
}

/** The first instant of the date, to the second: dates only go up, so halving finds it. */
function beginning(date: string, dateOf: DateOf): number {
  let before = Date.parse(date) - FURTHEST_MS
  let after = Date.parse(date) + FURTHEST_MS
  while (after - before > 1000) {
    const middle = Math.floor((before + after) / 2000) * 1000
    if (dateOf(middle) < date) {
      before = middle
    } else {
      after = middle
    }
  }
  return after
}
