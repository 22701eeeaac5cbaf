import type { ClaudeDelta, DurableEvent } from '../events.ts'
import { emptyTimeline, type Timeline, type TimelineEvent } from './timeline.ts'
import { TimelineDraft } from './draft.ts'
import type { BlockItem } from './items.ts'

/**
 * Folds events in; shares the items that did not change, so that a view can compare them by reference. Durable ones at or below `head_seq` change nothing; live ones merge by block id and offset, and
 * a gap in the offsets leaves the text as it is until the finished block replaces it. Copies once per call: hand
 * over whole batches.
 */
export function reduceTimeline(timeline: Timeline, events: readonly TimelineEvent[]): Timeline {
  let open = timeline.open
  let draft: TimelineDraft | null = null
  for (const event of events) {
    if (isDelta(event)) {
      const finished = draft === null ? timeline.positions.has(event.data.block_id) : draft.has(event.data.block_id)
      open = finished ? open : growBlock(open, event)
    } else if (event.seq > (draft?.headSeq ?? timeline.head_seq)) {
      draft ??= new TimelineDraft(timeline)
      draft.append(event)
      open = closeBlocks(open, event)
    }
  }
  if (draft === null) {
    return open === timeline.open ? timeline : { ...timeline, open }
  }
  return { ...draft.finish(), open, first_seq: timeline.first_seq }
}

/**
 * Puts an older page before what is there. `events` end right before `first_seq`; others are ignored. Results,
 * approvals and sub-agent work that waited for a call in this page join it.
 */
export function prependOlder(timeline: Timeline, events: readonly DurableEvent[]): Timeline {
  const older = events.filter((event) => event.seq < timeline.first_seq)
  const firstSeq = older[0]?.seq
  if (firstSeq === undefined) {
    return timeline
  }
  const draft = new TimelineDraft(reduceTimeline(emptyTimeline(firstSeq), older))
  draft.join(timeline)
  return { ...draft.finish(), open: timeline.open, first_seq: firstSeq }
}

function isDelta(event: TimelineEvent): event is ClaudeDelta {
  return event.type === 'claude_response' && !event.data.is_complete
}

/** A finished block replaces its live text; the end of a turn leaves no block open, whatever became of it. */
function closeBlocks(open: readonly BlockItem[], event: DurableEvent): readonly BlockItem[] {
  if (open.length === 0) {
    return open
  }
  if (event.type === 'turn_completed') {
    return []
  }
  return event.type === 'claude_response' ? open.filter((block) => block.id !== event.data.block_id) : open
}

/**
 * Lays new text into the open blocks. The same delta twice changes nothing; a delta beyond the known text (one was
 * missed) changes nothing either: the finished block, or the text so far after a reconnect, will bring all of it.
 * Text of sub-agents is left to the finished block: it belongs inside their call.
 */
function growBlock(open: readonly BlockItem[], delta: ClaudeDelta): readonly BlockItem[] {
  const { block_id: id, kind, offset, parent_tool_use_id: parent } = delta.data
  const addition = delta.content ?? ''
  const position = open.findIndex((block) => block.id === id)
  const block = open[position]
  if (block === undefined) {
    return offset > 0 || parent !== undefined
      ? open
      : [...open, { kind, id, at: delta.timestamp, text: addition, live: true, aborted: false, duration_ms: null }]
  }
  const known = block.text.length - offset
  if (known < 0 || addition.length <= known) {
    return open
  }
  return open.with(position, { ...block, text: block.text + addition.slice(known) })
}
