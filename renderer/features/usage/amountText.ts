import type { UsageAmount } from '#shared/operations/usage.ts'
import { dollars, duration, tokens } from '#renderer/format/numbers.ts'
import { tokensOf } from './usageGroups.ts'
import * as words from './words.ts'

/** All that was used, on one line: `$1.20, 41 k tokens, 3 turns, 2 m 10 s`. */
export function amountText(amount: UsageAmount): string {
  const used = tokensOf(amount)
  if (amount.turns === 0 && used === 0) {
    return 'nothing'
  }
  return [
    amount.cost_usd > 0 ? dollars(amount.cost_usd) : '',
    words.usedTokens(tokens(used)),
    words.turnsOf(amount.turns),
    duration(amount.duration_ms),
  ]
    .filter((part) => part !== '')
    .join(', ')
}
