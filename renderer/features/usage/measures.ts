import type { UsageAmount } from '#shared/operations/usage.ts'
import { dollars, duration, tokens } from '#renderer/format/numbers.ts'
import { tokensOf } from './usageGroups.ts'

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
  cost: { label: 'Cost', perDay: 'Cost per day', sizeOf: ({ cost_usd }) => cost_usd, text: dollars },
  tokens: { label: 'Tokens', perDay: 'Tokens per day', sizeOf: tokensOf, text: tokens },
  time: {
    label: 'Time',
    perDay: 'Time per day',
    sizeOf: ({ duration_ms }) => duration_ms,
    text: (size) => duration(size) || '0 s',
  },
}
