import { expect, test } from 'vitest'
import { UsageRow } from '#shared/operations/usage.ts'
import { dayAtKey } from '#renderer/features/usage/dayKeys.ts'
import { dayText } from '#renderer/features/usage/dayText.ts'
import { heatMap } from '#renderer/features/usage/heatMap.ts'
import { modelStacks } from '#renderer/features/usage/modelStacks.ts'
import { scaleOf } from '#renderer/features/usage/scale.ts'
import { everyDay } from '#renderer/features/usage/usageGroups.ts'

const HOUR = 3_600_000

test.each([
  [12.7, 'cost', ['$0', '$5', '$10', '$15']],
  [0.9, 'cost', ['$0.00', '$0.50', '$1.00']],
  [0.03, 'cost', ['$0.00', '$0.01', '$0.02', '$0.03']],
  [0, 'cost', ['$0.0000', '$0.0001']],
  [3000, 'cost', ['$0', '$1,000', '$2,000', '$3,000']],
  [1_400_000, 'tokens', ['0', '1\u00A0M', '2\u00A0M']],
  [42_100, 'tokens', ['0', '20\u00A0k', '40\u00A0k', '60\u00A0k']],
  [1500, 'tokens', ['0', '1\u00A0k', '2\u00A0k']],
  [900, 'tokens', ['0', '500', '1,000']],
  [5 * HOUR, 'time', ['0', '2\u00A0h', '4\u00A0h', '6\u00A0h']],
  [90 * 60_000, 'time', ['0', '50\u00A0m', '100\u00A0m']],
  [4000, 'time', ['0', '2\u00A0s', '4\u00A0s']],
] as const)('a picture up to %d of %s has round lines', (most, measure, labels) => {
  const { top, ticks } = scaleOf(most, measure)
  expect(ticks.map(({ label }) => label)).toEqual(labels)
  expect(top).toBeGreaterThanOrEqual(most)
  expect(ticks.at(-1)?.size).toBeCloseTo(top)
})

test('a year is weeks that begin on Monday, darkest where most was used', () => {
  const days = everyDay([], { from: '2025-11-28', to: '2026-11-27' }).map(({ key }, index) => ({
    day: key,
    size: index < 361 ? 0 : index - 360,
  }))
  const { rows, columns, months } = heatMap(days)
  expect(columns).toBe(53)
  // The 28th of November 2025 was a Friday, the 27th of 2026 is one too.
  expect(rows.map((cells) => cells.length)).toEqual([52, 52, 52, 52, 53, 52, 52])
  expect(rows[4]?.[0]).toEqual({ index: 0, column: 0, step: 0 })
  expect(rows.slice(1, 5).map((cells) => cells.at(-1)?.step)).toEqual([1, 2, 3, 4])
  expect(months.map(({ label }) => label).join(' ')).toBe('Dec Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov')
})

test('days that are all alike are all dark', () => {
  const { rows } = heatMap([
    { day: '2026-11-23', size: 2 },
    { day: '2026-11-24', size: 2 },
  ])
  expect(rows.flat().map(({ step }) => step)).toEqual([4, 4])
})

test('the arrows go by days, and by weeks in the year, and stop at both ends', () => {
  const bars = { stop: 3, last: 6, week: 0 }
  expect(['ArrowLeft', 'ArrowRight', 'Home', 'End', 'ArrowUp', 'a'].map((key) => dayAtKey(key, bars))).toEqual([
    2,
    4,
    0,
    6,
    null,
    null,
  ])
  const year = { stop: 10, last: 364, week: 7 }
  expect(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'].map((key) => dayAtKey(key, year))).toEqual([3, 17, 9, 11])
  expect(dayAtKey('ArrowLeft', { ...year, stop: 2 })).toBe(0)
  expect(dayAtKey('ArrowDown', { ...year, stop: 364 })).toBe(364)
})

test('bars have a colour for three models; of more, the small ones share the last', () => {
  const range = { from: '2026-11-26', to: '2026-11-27' }
  const three = [used('haiku', 1), used('opus', 4), used(null, 2)]
  expect(modelStacks(three, range, 'cost')).toMatchObject({
    series: ['Opus', 'Not known', 'Haiku'],
    days: [{ sizes: [0, 0, 0] }, { sizes: [4, 2, 1] }],
  })
  expect(modelStacks([...three, used('sonnet', 0.5), used('opus', 1, '2026-11-26')], range, 'cost')).toMatchObject({
    series: ['Opus', 'Not known', 'Others'],
    days: [{ sizes: [1, 0, 0] }, { sizes: [4, 2, 1.5] }],
  })
})

test('a day is written as people write it', () => {
  expect(dayText('2027-02-04')).toBe('4 Feb 2027')
})

function used(model: string | null, cost_usd: number, day = '2026-11-27'): UsageRow {
  return UsageRow.parse({ ...empty, model, cost_usd, day })
}

const empty = {
  day: '2026-11-27',
  user_id: 'u1',
  username: 'me',
  session_id: null,
  session_name: null,
  project: null,
  turns: 0,
  duration_ms: 0,
  input_tokens: 0,
  output_tokens: 0,
  cache_read_input_tokens: 0,
  cache_creation_input_tokens: 0,
}
