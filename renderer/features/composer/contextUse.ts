import type { AccountLimit, ContextUse } from '#shared/session/session.ts'
import * as words from './laterWords.ts'

/** Of the window, in whole percent; a window that is over-full is full. */
export function percentOf({ tokens, window }: ContextUse): number {
  return Math.min(100, Math.round((tokens / window) * 100))
}

/** So full that a person may want to make room. */
export function isFull(context: ContextUse): boolean {
  return percentOf(context) >= 80
}

const names: Readonly<Record<string, string>> = {
  five_hour: words.fiveHourLimit,
  seven_day: words.weeklyLimit,
  seven_day_opus: words.weeklyLimitForOpus,
  seven_day_sonnet: words.weeklyLimitForSonnet,
  overage: words.limitForExtraUsage,
}

/** A limit in words: `Weekly limit: 91 % used`. */
export function limitText({ kind, state, used }: AccountLimit): string {
  const name = names[kind] ?? words.usageLimit
  if (state === 'used_up') {
    return words.limitUsedUp(name)
  }
  if (used !== null) {
    return words.limitUsed(name, Math.round(used * 100))
  }
  return (state === 'near' ? words.limitNearlyUsedUp : words.limitNotReached)(name)
}
