import type { TaskSchedule } from '#shared/operations/task.ts'
import { exactTime } from '#renderer/format/numbers.ts'

/** Schedules that people say in words. */
export type PlainSchedule =
  | { readonly every: 'hour' }
  | { readonly every: 'day' | 'weekday'; readonly time: string }
  /** `day`: 0 is Sunday. */
  | { readonly every: 'week'; readonly day: number; readonly time: string }

export const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const

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
      return 'By hand'
    case 'once':
      return `Once, ${exactTime(schedule.at)}`
    case 'cron': {
      const plain = plainOf(schedule.expression)
      const words = plain === null ? schedule.expression : plainWords(plain)
      return schedule.time_zone === ownTimeZone() ? words : `${words}, ${schedule.time_zone}`
    }
  }
}

export function ownTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}

function plainWords(plain: PlainSchedule): string {
  switch (plain.every) {
    case 'hour':
      return 'Every hour'
    case 'day':
    case 'weekday':
      return `Every ${plain.every} at ${shortTime(plain.time)}`
    case 'week':
      return `Every ${weekdays[plain.day]} at ${shortTime(plain.time)}`
  }
}

function shortTime(time: string): string {
  return time.replace(/^0/, '')
}
