import { createLogger } from '#server/platform/log/log.ts'
import type { Timers } from '../deciding/timers.ts'

const log = createLogger('push')

/** What became of one try. `passing`: it may work later, after `wait` seconds where that was said. */
export type Outcome = {
  readonly kind: 'accepted' | 'dead' | 'refused' | 'passing'
  readonly text: string
  readonly wait?: number
}

export interface QueueDeps<To, Message> {
  readonly timers: Pick<Timers, 'delay'>
  /** Nothing is tried any more. */
  readonly over: AbortSignal
  readonly keyOf: (to: To) => string
  /** Never throws. */
  readonly attempt: (to: To, message: Message) => Promise<Outcome>
  /** Asked before another try: whether there still is somebody who wants it. */
  readonly isWanted: (to: To) => boolean
}

/** For each receiver at most so many messages wait: one that does not answer must not fill the memory. */
const MAX_WAITING = 50
/** After a failure that may pass: 429, 5xx, nobody answered. */
const AGAIN_AFTER_MS = [2_000, 15_000, 60_000] as const
const LONGEST_WAIT_S = 300

/** Messages of each receiver in the order in which they came, one after the other. More than can be held is dropped. */
export function createQueue<To, Message>(deps: QueueDeps<To, Message>): { add(to: To, message: Message): void } {
  const { over, keyOf } = deps
  const waiting = new Map<string, Message[]>()
  const drain = async (to: To): Promise<void> => {
    const queue = waiting.get(keyOf(to)) ?? []
    for (let message = queue[0]; message !== undefined && !over.aborted; message = queue[0]) {
      try {
        await deliver(to, message, deps)
      } catch (error) {
        // A database that cannot be read must neither end the gateway nor silence a receiver for good.
        log.error('a notification could not be delivered', { error })
      } finally {
        queue.shift()
      }
    }
    waiting.delete(keyOf(to))
  }
  return {
    add: (to, message) => {
      const queue = waiting.get(keyOf(to))
      if (over.aborted || (queue?.length ?? 0) >= MAX_WAITING) {
        return
      }
      if (queue === undefined) {
        waiting.set(keyOf(to), [message])
        void drain(to)
      } else {
        queue.push(message)
      }
    },
  }
}

async function deliver<To, Message>(to: To, message: Message, deps: QueueDeps<To, Message>): Promise<void> {
  for (const wait of [...AGAIN_AFTER_MS, null]) {
    const outcome = await deps.attempt(to, message)
    if (deps.over.aborted || outcome.kind !== 'passing' || wait === null || !deps.isWanted(to)) {
      return
    }
    await deps.timers.delay(Math.max(wait, Math.min(outcome.wait ?? 0, LONGEST_WAIT_S) * 1000))
  }
}
