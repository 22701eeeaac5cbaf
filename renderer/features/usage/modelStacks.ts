import { modelName } from '#renderer/format/statusLabel.ts'
import type { UsageRow } from '#shared/operations/usage.ts'
import { type Measure, measures } from './measures.ts'
import { groupUsage, type UsageGroup, usageByDay } from './usageGroups.ts'
import * as words from './words.ts'

/** Colours there are. */
const MOST_SERIES = 3

export interface ModelStacks {
  /** The models with a colour of their own, the largest first; the last may stand for all others. */
  readonly series: readonly string[]
  /** For each day of the range: all of it, and the share of each series, in the measure's unit. */
  readonly days: readonly { readonly day: UsageGroup; readonly sizes: readonly number[] }[]
}

/** Each day of the range by models. */
export function modelStacks(
  rows: readonly UsageRow[],
  range: { readonly from: string; readonly to: string },
  measure: Measure,
): ModelStacks {
  const { sizeOf } = measures[measure]
  const models = groupUsage(rows, ({ model }) => ({
    key: model ?? '',
    label: model === null ? words.notKnown : modelName(model),
  })).toSorted((one, other) => sizeOf(other) - sizeOf(one))
  const own = models.length <= MOST_SERIES ? models : models.slice(0, MOST_SERIES - 1)
  const series =
    own.length === models.length ? own.map(({ label }) => label) : [...own.map(({ label }) => label), words.others]
  const placeOf = new Map(own.map(({ key }, index) => [key, index]))
  const sizes = new Map<string, number[]>()
  for (const row of rows) {
    const day = sizes.get(row.day) ?? series.map(() => 0)
    const place = placeOf.get(row.model ?? '') ?? series.length - 1
    day[place] = (day[place] ?? 0) + sizeOf(row)
    sizes.set(row.day, day)
  }
  return {
    series,
    days: usageByDay(rows, range).map((day) => ({ day, sizes: sizes.get(day.key) ?? series.map(() => 0) })),
  }
}
