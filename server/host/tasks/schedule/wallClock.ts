const HOUR_MS = 3_600_000

/** The clock on the wall of a time zone. What it shows is written as if it were UTC, in milliseconds since 1970. */
export interface WallClock {
  /** What it shows at a moment, to the second. */
  shows(moment: number): number
  /**
   * The one moment that stands for what it shows: the first, where it shows that twice; where it never does, as much later as
   * the clock was moved forward.
   */
  momentOf(shown: number): number
}

/** @throws RangeError when there is no such time zone. */
export function wallClockOf(timeZone: string): WallClock {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  const shows = (moment: number): number => {
    const parts = new Map(format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]))
    const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0
    return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
  }
  const aheadAt = (moment: number): number => shows(moment) - Math.floor(moment / 1000) * 1000
  return {
    shows,
    momentOf: (shown) => {
      // No zone is more than 14 hours from UTC, so that one of these is before a change of the clock and one behind it.
      const before = shown - aheadAt(shown - 14 * HOUR_MS)
      const after = shown - aheadAt(shown + 14 * HOUR_MS)
      const real = [before, after].filter((moment) => shows(moment) === shown)
      return real.length > 0 ? Math.min(...real) : before
    },
  }
}
