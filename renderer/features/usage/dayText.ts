import * as words from './words.ts'

const months = [
  words.jan,
  words.feb,
  words.mar,
  words.apr,
  words.may,
  words.jun,
  words.jul,
  words.aug,
  words.sep,
  words.oct,
  words.nov,
  words.dec,
]

/** `2026-11-27` as `27 Nov 2026`. */
export function dayText(day: string): string {
  return `${shortDay(day)} ${day.slice(0, 4)}`
}

/** `2026-11-27` as `27 Nov`. */
export function shortDay(day: string): string {
  return `${Number(day.slice(8))} ${monthOf(day)}`
}

/** `2026-11-27` as `Nov`. */
export function monthOf(day: string): string {
  return months[Number(day.slice(5, 7)) - 1] ?? ''
}
