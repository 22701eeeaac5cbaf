import { expect, test } from 'vitest'
import { expressionOf, ownTimeZone, plainOf, scheduleWords } from '#renderer/features/tasks/scheduleWords.ts'

test.each([
  ['0 * * * *', 'Every hour'],
  ['5 9 * * *', 'Every day at 9:05'],
  ['0 9 * * 1-5', 'Every weekday at 9:00'],
  ['30 17 * * 0', 'Every Sunday at 17:30'],
])('%s is said as “%s”, and the words lead back to it', (expression, words) => {
  expect(scheduleWords({ kind: 'cron', expression, time_zone: ownTimeZone() })).toBe(words)
  const plain = plainOf(expression)
  expect(plain === null ? null : expressionOf(plain)).toBe(expression)
})

test.each(['*/5 * * * *', '0 9 1 * *', '99 9 * * *', '0 24 * * *', '0 9 * * 1,2'])(
  '%s has no plain words: it is shown as it is',
  (expression) => {
    expect(plainOf(expression)).toBeNull()
    expect(scheduleWords({ kind: 'cron', expression, time_zone: ownTimeZone() })).toBe(expression)
  },
)

test('another time zone is named', () => {
  const schedule = { kind: 'cron', expression: '0 9 * * *', time_zone: 'Pacific/Apia' } as const
  expect(scheduleWords(schedule)).toBe('Every day at 9:00, Pacific/Apia')
})
