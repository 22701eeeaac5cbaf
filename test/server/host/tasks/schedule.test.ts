import { describe, expect, test } from 'vitest'
import type { TaskSchedule } from '#shared/operations/task.ts'
import { assertComes, nextMoment, passedMoments } from '#server/host/tasks/schedule/schedule.ts'

const at = (text: string) => Date.parse(text)

function cron(expression: string, time_zone = 'Europe/Berlin'): TaskSchedule {
  return { kind: 'cron', expression, time_zone }
}

/** The moments between two others, one after the other as the host asks for them. */
function moments(schedule: TaskSchedule, from: string, until: string): string[] {
  const found: string[] = []
  for (
    let next = nextMoment(schedule, at(from));
    next !== null && next < at(until);
    next = nextMoment(schedule, next)
  ) {
    found.push(new Date(next).toISOString().slice(5, 16))
  }
  return found
}

describe('a schedule goes by the clock of its time zone', () => {
  test('every weekday at nine, in summer and in winter', () => {
    expect(moments(cron('0 9 * * 1-5'), '2026-10-22T12:00Z', '2026-10-28T00:00Z')).toEqual([
      '10-23T07:00',
      '10-26T08:00',
      '10-27T08:00',
    ])
  })

  test.each([
    ['30 2 * * *', ['03-28T01:30', '03-29T01:30', '03-30T00:30']],
    ['15,45 2 * * *', ['03-28T01:15', '03-28T01:45', '03-29T01:15', '03-29T01:45', '03-30T00:15', '03-30T00:45']],
  ])('%s: nothing is lost in the hour that the clock leaves out', (expression, expected) => {
    expect(moments(cron(expression), '2026-03-28T00:00Z', '2026-03-30T12:00Z')).toEqual(expected)
  })

  test.each([
    ['30 2 * * *', ['10-24T00:30', '10-25T00:30', '10-26T01:30']],
    ['15,45 2 * * *', ['10-24T00:15', '10-24T00:45', '10-25T00:15', '10-25T00:45', '10-26T01:15', '10-26T01:45']],
    ['0 */2 * * *', ['10-25T00:00', '10-25T03:00']],
  ])('%s: nothing comes twice in the hour that comes twice', (expression, expected) => {
    const [from, until] = expression.includes('*/2')
      ? ['2026-10-24T23:00Z', '2026-10-25T04:00Z']
      : ['2026-10-24T00:00Z', '2026-10-26T12:00Z']
    expect(moments(cron(expression), from ?? '', until ?? '')).toEqual(expected)
  })

  test('asked in the middle of the second hour, what the first one had does not come again', () => {
    for (const asked of ['2026-10-25T00:31Z', '2026-10-25T01:00Z', '2026-10-25T01:29Z']) {
      expect(nextMoment(cron('30 2 * * *'), at(asked))).toBe(at('2026-10-26T01:30Z'))
    }
  })

  test('every half hour is every half hour, also when the clock is moved', () => {
    expect(moments(cron('*/30 * * * *'), '2026-10-24T23:45Z', '2026-10-25T02:15Z')).toEqual([
      '10-25T00:00',
      '10-25T00:30',
      '10-25T01:00',
      '10-25T01:30',
      '10-25T02:00',
    ])
    expect(moments(cron('0 * * * *'), '2026-03-28T23:30Z', '2026-03-29T03:30Z')).toHaveLength(4)
  })

  test('a clock that is moved by half an hour loses and doubles nothing either', () => {
    const lordHowe = cron('20,45 2 * * *', 'Australia/Lord_Howe')
    expect(moments(lordHowe, '2026-10-03T12:00Z', '2026-10-04T12:00Z')).toEqual(['10-03T15:45', '10-03T15:50'])
  })
})

test('what passed while nobody looked is counted, and its last moment is known', () => {
  const passed = passedMoments(cron('0 * * * *', 'UTC'), at('2026-01-01T01:00Z'), at('2026-01-02T00:30Z'))
  expect(passed).toEqual({ count: 24, latest: at('2026-01-02T00:00Z') })
})

test('counting what passed is bounded, and the last moment is still one that has passed', () => {
  const passed = passedMoments(cron('* * * * *', 'UTC'), at('2020-01-01T00:00Z'), at('2026-01-01T00:00Z'))
  expect(passed).toEqual({ count: 1000, latest: at('2020-01-01T16:39Z') })
})

test('one moment comes once', () => {
  const once: TaskSchedule = { kind: 'once', at: '2026-01-01T09:00:00Z' }
  expect(nextMoment(once, at('2026-01-01T08:00Z'))).toBe(at('2026-01-01T09:00Z'))
  expect(nextMoment(once, at('2026-01-01T09:00Z'))).toBeNull()
})

describe('what cannot be meant is refused in words', () => {
  const now = at('2026-01-01T00:00Z')
  test.each([
    [cron('61 * * * *'), /cannot be read/],
    [cron('* * * * * *'), /five fields/],
    [cron('nonsense'), /cannot be read/],
    [cron('0 0 31 2 *'), /never comes/],
    [cron('0 9 * * *', 'Mars/Olympus'), /no time zone/],
    [cron('0 * * * *', 'Mars/Olympus'), /no time zone/],
    [{ kind: 'once', at: '2025-12-31T00:00:00Z' } as const, /passed already/],
  ])('%j', (schedule, words) => {
    expect(() => assertComes(schedule, now)).toThrow(words)
  })
})
