import type { DurableEvent } from '#shared/session/events.ts'
import type { QueuedMessage } from '#shared/session/session.ts'
import type { Followed } from '#test/support/host/followed.ts'
import type { Chances } from './chances.ts'

interface Prompt {
  readonly session: string
  readonly content: string
  /** What the server said it is; null: its answer was lost, so that it may be there or not. */
  message: string | null
}

/** What was asked for and answered, to compare the log with. */
export class Model {
  readonly prompts = new Map<string, Prompt>()
  readonly cancelled = new Set<string>()
  /** What clients did that the server took. */
  acts = 0
  /** How often somebody opened a terminal, or attached to one. */
  terminals = 0
  /** What was said to each approval, and acknowledged. */
  readonly answers = new Map<string, 'allow' | 'deny'>()

  /** A prompt that nobody else has: an echo, a long answer, a file that must be allowed, a command. */
  prompt(key: string, folder: string, chances: Chances): string {
    const write = `@tool Write ${JSON.stringify({ file_path: `${folder}/${key}.txt`, content: key })}`
    const kinds = [
      `say ${key}`,
      `@slow 4\n@text begin ${key}\n@tokens ${20 + chances.below(60)}`,
      `${write}\n@text wrote ${key}`,
      `@slow 3\n@think about ${key}\n@tokens 30\n${write}\n@tokens 20`,
      `@tool Bash ${JSON.stringify({ command: `echo ${key} >> ran.txt`, description: key })}\n@text ran ${key}`,
    ]
    return chances.of(kinds) ?? key
  }

  offered(session: string, key: string, content: string): void {
    this.prompts.set(key, { session, content, message: null })
  }

  accepted(session: string, key: string, message: string): void {
    const known = this.prompts.get(key)
    if (known?.message !== null && known?.message !== undefined && known.message !== message) {
      throw new Error(`${key} of ${session} was taken as ${known.message}, then as ${message}.`)
    }
    if (known !== undefined) {
      known.message = message
    }
  }

  maybeCancelled(message: string): void {
    this.cancelled.add(message)
  }

  answered(_session: string, approval: string, decision: 'allow' | 'deny'): void {
    this.answers.set(approval, decision)
  }

  /** Approvals that wait, as a viewer knows it. A call that is run again after a kill may ask again under the same id. */
  openApprovals({ events }: Followed): readonly string[] {
    const open = new Set<string>()
    for (const event of events) {
      if (event.type === 'approval_requested') {
        open.add(event.data.approval_id)
      } else if (event.type === 'approval_resolved') {
        open.delete(event.data.approval_id)
      }
    }
    return [...open]
  }

  queue({ events }: Followed): readonly QueuedMessage[] {
    const last = events.findLast(
      (event): event is Extract<DurableEvent, { type: 'queue_changed' }> => event.type === 'queue_changed',
    )
    return last?.data.queue ?? []
  }

  waiting(followed: Followed): number {
    return this.queue(followed).length
  }
}
