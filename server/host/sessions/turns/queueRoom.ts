import { HomeportError } from '#shared/errors.ts'
import { MAX_PROMPT_LENGTH } from '#shared/operations/turn.ts'

/** More prompts than this nobody queues on purpose; a program that does is refused. */
const MAX_QUEUE = 100

/**
 * UTF-16 units of all waiting prompts together. Every change of the queue is an event that holds all of it: forty
 * of the longest prompts once made the log grow by 350 MB.
 */
const MAX_QUEUE_LENGTH = 2 * MAX_PROMPT_LENGTH

/** @throws HomeportError QUEUE_001 when one prompt more is one too many. */
export function assertRoom(queue: readonly { readonly content: string }[]): void {
  if (queue.length > MAX_QUEUE) {
    throw new HomeportError('QUEUE_001', `${MAX_QUEUE} messages wait already. Nothing was sent; take some back first.`)
  }
  if (queue.reduce((length, { content }) => length + content.length, 0) > MAX_QUEUE_LENGTH) {
    throw new HomeportError(
      'QUEUE_001',
      'The messages that wait are too long together. Nothing was sent; wait for the next turn, or put the text into a file.',
    )
  }
}
