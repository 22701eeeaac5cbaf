import type { AccountLimit, ContextUse } from '#shared/session/session.ts'

/** Of the window, in whole percent; a window that is over-full is full. */
export function percentOf({ tokens, window }: ContextUse): number {
  return Math.min(100, Math.round((tokens / window) * 100))
}

/** So full that a person may want to make room. */
export function isFull(context: ContextUse): boolean {
  return percentOf(context) >= 80
}

const names: Readonly<Record<string, string>> = {
  five_hour: 'Five-hour limit',
  seven_day: 'Weekly limit',
  seven_day_opus: 'Weekly limit for Opus',
  seven_day_sonnet: 'Weekly limit for Sonnet',
  overage: 'Limit for extra usage',
}

/** A limit in words: `Weekly limit: 91 % used`. */
export function limitText({ kind, state, used }: AccountLimit): string {
  const name = names[kind] ?? 'Usage limit'
  if (state === 'used_up') {
    return `${name}: used up`
  }
  const share = used === null ? null : `${Math.round(used * 100)} % used`
  return `${name}: ${share ?? (state === 'near' ? 'nearly used up' : 'not reached')}`
}
