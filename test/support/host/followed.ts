import type { ServerFrame } from '#shared/protocol/frames.ts'
import type { Subscribed } from '#shared/session/snapshots.ts'
import { ClaudeDelta, type DurableEvent } from '#shared/session/events.ts'
import type { Session } from '#shared/session/session.ts'
import { emptyTimeline, type Timeline } from '#shared/session/timeline/timeline.ts'
import { reduceTimeline } from '#shared/session/timeline/reducer.ts'

/**
 * What a viewer knows of one session. Strict: a durable event that is not the next one, or live text that leaves a
 * gap, is an error, since the protocol promises neither happens.
 */
export class Followed {
  readonly events: DurableEvent[] = []
  timeline: Timeline = emptyTimeline()
  session: Session | null = null
  verdicts: Subscribed['verdict'][] = []
  /** Live pieces of text since the last `subscribed`. */
  deltas = 0

  /** null: it knows nothing yet. */
  get headSeq(): number | null {
    return this.session === null ? null : this.timeline.head_seq
  }

  /** The text of the block that streams right now. */
  get streaming(): string {
    return this.timeline.open.map((block) => block.text).join('\n')
  }

  onSubscribed(subscribed: Subscribed): void {
    this.session = subscribed.session
    this.verdicts.push(subscribed.verdict)
    this.deltas = 0
    const { snapshot } = subscribed
    if (snapshot !== undefined) {
      this.events.length = 0
      this.events.push(...snapshot.events)
      this.timeline = reduceTimeline(emptyTimeline(Math.max(1, snapshot.first_seq)), snapshot.events)
    }
  }

  onDurable(event: DurableEvent): void {
    if (event.seq !== this.timeline.head_seq + 1) {
      throw new Error(`Event ${event.seq} (${event.type}) came after ${this.timeline.head_seq}.`)
    }
    this.events.push(event)
    this.timeline = reduceTimeline(this.timeline, [event])
  }

  onDelta(frame: ServerFrame): void {
    const delta = ClaudeDelta.parse(frame)
    const known = this.timeline.open.find((block) => block.id === delta.data.block_id)?.text.length ?? 0
    if (delta.data.offset > known && !this.timeline.positions.has(delta.data.block_id)) {
      throw new Error(`Live text of ${delta.data.block_id} at ${delta.data.offset} came after ${known}.`)
    }
    this.deltas += 1
    this.timeline = reduceTimeline(this.timeline, [delta])
  }
}

/** Fields that differ from run to run by their nature: ids, times, and how large a prompt with ids in it is. */
const CHANCE = new Set([
  'session_id',
  'timestamp',
  'created_at',
  'block_id',
  'message_id',
  'tool_use_id',
  'parent_tool_use_id',
  'approval_id',
  'turn_id',
  'agent_id',
  'duration_ms',
  'usage',
  'cost_usd',
])

/**
 * The content of a conversation, one line per durable event, without what differs from run to run; folders are
 * named by `folder`, so that runs in two folders compare.
 */
export function transcriptOf(events: readonly DurableEvent[], folder: string): string {
  const lines = events.map((event) => JSON.stringify(event, (key, value: unknown) => (CHANCE.has(key) ? '' : value)))
  return lines.join('\n').replaceAll(folder, '<folder>')
}
