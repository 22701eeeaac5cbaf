import { expect, test } from 'vitest'
import type { UsageRow } from '#shared/operations/usage.ts'
import { groupUsage, tokensOf, usageByDay } from '#renderer/features/usage/usageGroups.ts'
import { fakeUsage } from '#test/fakes/fakeUsage.ts'

const rows = (...parts: Partial<UsageRow>[]) => fakeUsage({ to: '2026-11-21' }, parts).rows

test('groups are added up, the dearest first, and the busier one where the cost is the same', () => {
  const groups = groupUsage(
    rows(
      { model: 'haiku', cost_usd: 1, turns: 0, output_tokens: 5 },
      { model: 'opus', cost_usd: 1, turns: 1, output_tokens: 10 },
      { model: 'opus', cost_usd: 2, turns: 2, cache_read_input_tokens: 30 },
      { model: 'sonnet', cost_usd: 1, turns: 1, output_tokens: 9 },
    ),
    ({ model }) => ({ key: model ?? '', label: model ?? '' }),
  )
  expect(groups.map(({ label, cost_usd, turns }) => [label, cost_usd, turns])).toEqual([
    ['opus', 3, 3],
    ['sonnet', 1, 1],
    ['haiku', 1, 0],
  ])
  expect(groups.map(tokensOf)).toEqual([40, 9, 5])
})

test('every day has a bar, also in the month when the clock is changed', () => {
  const days = usageByDay(rows({ day: '2026-03-29', cost_usd: 2 }), { from: '2026-03-27', to: '2026-03-31' })
  expect(days.map(({ key, cost_usd }) => [key, cost_usd])).toEqual([
    ['2026-03-27', 0],
    ['2026-03-28', 0],
    ['2026-03-29', 2],
    ['2026-03-30', 0],
    ['2026-03-31', 0],
  ])
})
