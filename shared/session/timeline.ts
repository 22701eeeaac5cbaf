import type { ClaudeDelta, DurableEvent } from './events.ts'
import { TimelineDraft } from './timelineDraft.ts'
import type { BlockItem, TimelineItem } from './timelineItems.ts'
import { growBlock } from './timelineDeltas.ts'

/**
 * A session's conversation, folded from its events. Pure data; every function of this file returns a new value and
 * shares the items that did not change, so that a view can compare them by reference.
 *
 * Invariants: durable events `first_seq` … `head_seq` are folded in, each exactly once, in whatever batches they
 * came. `open` holds blocks that stream; none of them has a finished item.
 */
export interface Timeline {
  readonly items: readonly TimelineItem[]
  readonly open: readonly BlockItem[]
  /** Lowest event folded in; above 1 there are older ones to page back to. 1 more than `head_seq` while empty. */
  readonly first_seq: number
  readonly head_seq: number
  /** Where each item lies, by id. */
  readonly places: ReadonlyMap<string, Place>
  /** Which tool call an approval belongs to. */
  readonly approvals: ReadonlyMap<string, string>
  /** Events that join something not known yet (an older page, or a moment ahead), by its id. */
  readonly waiting: ReadonlyMap<string, readonly DurableEvent[]>
}

/** An item's position: in `items`, or in the children of the tool call `parent`. */
export interface Place {
  readonly parent: string | null
  readonly position: number
}

export type TimelineEvent = DurableEvent | ClaudeDelta

/** A conversation before its first event. `firstSeq`: the first event that will be folded in. */
export function emptyTimeline(firstSeq = 1): Timeline {
  return {
    items: [],
    open: [],
    first_seq: firstSeq,
    head_seq: firstSeq - 1,
    places: new Map(),
    approvals: new Map(),
    waiting: new Map(),
  }
}

/**
 * Folds events in. Durable ones at or below `head_seq` change nothing; live ones merge by block id and offset, and
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
