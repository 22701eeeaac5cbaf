import type { ReactNode } from 'react'
import type { UsageAmount } from '#shared/operations/usage.ts'
import { digits, dollars, duration, tokens } from '#renderer/format/numbers.ts'
import { tokensOf } from './usageGroups.ts'
import * as words from './words.ts'

/** What all of it comes to. A cost is only said where something is billed. */
export function UsageTotals({ total, days }: { total: UsageAmount; days: number }) {
  const used = tokensOf(total)
  const cached = used === 0 ? 0 : Math.round((100 * total.cache_read_input_tokens) / used)
  return (
    <dl className="grid grid-cols-2 gap-4 md:auto-cols-fr md:grid-flow-col">
      {total.cost_usd > 0 && <Total value={dollars(total.cost_usd)}>{words.inDaysAtApiPrices(days)}</Total>}
      <Total value={tokens(used)}>{cached > 0 ? words.tokensAndCached(cached) : words.tokens}</Total>
      <Total value={digits(total.turns)}>{words.turnsEnded(total.turns)}</Total>
      <Total value={duration(total.duration_ms) || '0\u00A0s'}>{words.claudeWorked}</Total>
    </dl>
  )
}

function Total({ value, children }: { value: string; children: ReactNode }) {
  return (
    <div className="flex flex-col-reverse justify-end gap-0.5">
      <dt className="text-muted">{children}</dt>
      <dd className="text-xl font-semibold tabular-nums">{value}</dd>
    </div>
  )
}
