import type { UsageAmount } from '#shared/operations/usage.ts'
import { dollars, duration, tokens } from '#renderer/format/numbers.ts'
import { tokensOf } from './usageGroups.ts'
import * as words from './words.ts'

export type Measure = 'cost' | 'tokens' | 'time'

interface MeasureText {
  readonly label: string
  readonly perDay: string
  /** In dollars, tokens or ms. */
  readonly sizeOf: (amount: UsageAmount) => number
  readonly text: (size: number) => string
}

/** What the pictures can show. */
export const measures: Readonly<Record<Measure, MeasureText>> = {
  cost: { label: words.cost, perDay: words.costPerDay, sizeOf: ({ cost_usd }) => cost_usd, text: dollars },
  tokens: { label: words.tokensMeasure, perDay: words.tokensPerDay, sizeOf: tokensOf, text: tokens },
  time: {
    label: words.time,
    perDay: words.timePerDay,
    sizeOf: ({ duration_ms }) => duration_ms,
    text: (size) => duration(size) || '0 s',
  },
}
