import type { ClaudeDelta, DurableEvent } from '../events.ts'
import { emptyTimeline, type Timeline, type TimelineEvent } from './timeline.ts'
import { growBlock } from './deltas.ts'
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
      const finished = draft === null ? timeline.places.has(event.data.block_id) : draft.has(event.data.block_id)
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
