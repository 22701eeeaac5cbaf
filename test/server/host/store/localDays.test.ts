import { expect, test } from 'vitest'
import { datesIn, localDays } from '#server/host/store/rows/localDays.ts'

const hours = (from: string, to: string, zone: string) =>
  localDays({ from, to, dateOf: datesIn(zone) }).map(({ starts_at, ends_at }) => (ends_at - starts_at) / 3_600_000)

test.each([
  ['UTC', '2026-11-21', '2026-11-21T00:00:00.000Z'],
  ['Europe/Berlin', '2026-11-21', '2026-11-20T23:00:00.000Z'],
  ['Asia/Kathmandu', '2026-11-21', '2026-11-20T18:15:00.000Z'],
  ['Pacific/Kiritimati', '2026-11-21', '2026-11-20T10:00:00.000Z'],
  ['Pacific/Pago_Pago', '2026-11-21', '2026-11-21T11:00:00.000Z'],
  ['-03:30', '2026-11-21', '2026-11-21T03:30:00.000Z'],
  // The clock is put forward at midnight there: the day begins at one.
  ['Africa/Cairo', '2026-04-24', '2026-04-23T22:00:00.000Z'],
])('in %s the %s begins at %s', (zone, day, begins) => {
  const [found] = localDays({ from: day, to: day, dateOf: datesIn(zone) })
  expect([found?.day, new Date(found?.starts_at ?? 0).toISOString()]).toEqual([day, begins])
})

test('days on which the clock is changed are shorter and longer, and none overlaps the next', () => {
  expect(hours('2026-03-28', '2026-03-30', 'Europe/Berlin')).toEqual([24, 23, 24])
  expect(hours('2026-10-24', '2026-10-26', 'Europe/Berlin')).toEqual([24, 25, 24])
  const year = localDays({ from: '2026-01-01', to: '2026-12-31', dateOf: datesIn('America/New_York') })
  expect(year).toHaveLength(365)
  expect(
    year.every(({ ends_at }, index) => year[index + 1] === undefined || year[index + 1]?.starts_at === ends_at),
  ).toBe(true)
})

test('a place that is none is said to be none', () => {
  expect(() => datesIn('Atlantis/Centre')).toThrow(expect.objectContaining({ code: 'WS_002' }))
})
