import type { MessageTiming } from '#shared/operations/turn.ts'
import * as words from './laterWords.ts'

/** When Claude gets a message that is written while it works, in words. */
export const timings: Readonly<Record<MessageTiming, { readonly label: string; readonly means: string }>> = {
  queue: { label: words.queue, means: words.sentWhenThisTurnHas },
  steer: { label: words.steerNow, means: words.claudeReadsItDuringThis },
  now: { label: words.stopAndSend, means: words.stopsThisTurnAndStarts },
}

/** As menus list them. */
export const timingOrder: readonly MessageTiming[] = ['queue', 'steer', 'now']
