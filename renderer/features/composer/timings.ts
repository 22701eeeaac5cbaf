import type { MessageTiming } from '#shared/operations/turn.ts'

/** When Claude gets a message that is written while it works, in words. */
export const timings: Readonly<Record<MessageTiming, { readonly label: string; readonly means: string }>> = {
  queue: { label: 'Queue', means: 'Sent when this turn has ended' },
  steer: { label: 'Steer now', means: 'Claude reads it during this turn' },
  now: { label: 'Stop and send', means: 'Stops this turn and starts the next with it' },
}

/** As menus list them. */
export const timingOrder: readonly MessageTiming[] = ['queue', 'steer', 'now']
