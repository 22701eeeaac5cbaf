import type { TaskSchedule } from '#shared/operations/task.ts'
import { exactTime } from '#renderer/format/numbers.ts'
import * as words from './words.ts'

/** Schedules that people say in words. */
export type PlainSchedule =
  | { readonly every: 'hour' }
  | { readonly every: 'day' | 'weekday'; readonly time: string }
  /** `day`: 0 is Sunday. */
  | { readonly every: 'week'; readonly day: number; readonly time: string }

/** The expression of a plain schedule; `time` as `09:00`. */
export function expressionOf(plain: PlainSchedule): string {
  if (plain.every === 'hour') {
    return '0 * * * *'
  }
  const [hour = 0, minute = 0] = plain.time.split(':').map(Number)
  const days = { day: '*', weekday: '1-5', week: plain.every === 'week' ? String(plain.day) : '' }[plain.every]
  return `${minute} ${hour} * * ${days}`
}

/** The plain schedule that an expression means; null: it cannot be said so. */
export function plainOf(expression: string): PlainSchedule | null {
  if (expression === '0 * * * *') {
    return { every: 'hour' }
  }
  const [, minute, hour, days] = /^(\d{1,2}) (\d{1,2}) \* \* (\*|1-5|MON-FRI|[0-6])$/i.exec(expression) ?? []
  if (minute === undefined || hour === undefined || days === undefined || Number(minute) > 59 || Number(hour) > 23) {
    return null
  }
  const time = `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`
  if (days === '*') {
    return { every: 'day', time }
  }
  return days.length === 1 ? { every: 'week', day: Number(days), time } : { every: 'weekday', time }
}

/** A schedule as a sentence without its full stop. The time zone is named where it is not this browser’s. */
export function scheduleWords(schedule: TaskSchedule): string {
  switch (schedule.kind) {
    case 'manual':
      return words.byHand
    case 'once':
      return words.onceAt(exactTime(schedule.at))
    case 'cron': {
      const plain = plainOf(schedule.expression)
      const said = plain === null ? schedule.expression : plainWords(plain)
      return schedule.time_zone === ownTimeZone() ? said : words.inTimeZone(said, schedule.time_zone)
    }
  }
}

export function ownTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}

function plainWords(plain: PlainSchedule): string {
  switch (plain.every) {
    case 'hour':
      return words.everyHour
    case 'day':
      return words.everyDayAt(shortTime(plain.time))
    case 'weekday':
      return words.everyWeekdayAt(shortTime(plain.time))
    case 'week':
      return words.everyWeekOn(words.weekdays[plain.day] ?? '', shortTime(plain.time))
  }
}

function shortTime(time: string): string {
  return time.replace(/^0/, '')
}
