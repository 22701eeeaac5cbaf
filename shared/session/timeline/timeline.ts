import type { ClaudeDelta, DurableEvent } from '../events.ts'
import type { BlockItem, TimelineItem } from './items.ts'

/**
 * A session's conversation, folded from its events. `reducer.ts` makes the next from the last.
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
  readonly positions: ReadonlyMap<string, ItemPosition>
  /** Which tool call an approval belongs to. */
  readonly approvals: ReadonlyMap<string, string>
  /** Events that join something not known yet (an older page, or a moment ahead), by its id. */
  readonly waiting: ReadonlyMap<string, readonly DurableEvent[]>
}

/** An item's position: in `items`, or in the children of the tool call `parent`. */
export interface ItemPosition {
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
    positions: new Map(),
    approvals: new Map(),
    waiting: new Map(),
  }
}
