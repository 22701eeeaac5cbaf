import * as words from './words.ts'

/** How long ago, short: `just now`, `12 min ago`, `3 h ago`, `2 days ago`. Times in ms since 1970. */
export function ago(then: number, now: number): string {
  const minutes = Math.floor((now - then) / 60_000)
  if (minutes < 1) {
    return words.justNow
  }
  if (minutes < 60) {
    return words.minutesAgo(minutes)
  }
  const hours = Math.floor(minutes / 60)
  return hours < 24 ? words.hoursAgo(hours) : words.daysAgo(Math.floor(hours / 24))
}

/** How long ago, as short as a list has room for: `now`, `12 m`, `3 h`, `2 d`. Times in ms since 1970. */
export function age(then: number, now: number): string {
  const minutes = Math.floor((now - then) / 60_000)
  if (minutes < 60) {
    return minutes < 1 ? words.now : `${minutes}\u00A0m`
  }
  const hours = Math.floor(minutes / 60)
  return hours < 24 ? `${hours}\u00A0h` : `${Math.floor(hours / 24)}\u00A0d`
}
