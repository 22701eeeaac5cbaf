import type { DurableEvent } from '../events.ts'
import type { ItemPosition, Timeline } from './timeline.ts'
import { backgroundItem, withWork } from './background.ts'
import { itemOf, type TimelineItem, type ToolApproval, type ToolItem } from './items.ts'

type Join = Extract<DurableEvent, { type: 'tool_result' | 'approval_requested' | 'approval_resolved' }>

/**
 * A conversation while a batch is folded into it. Lives for one call of a reducer and is never shown. Copies the
 * containers once; items are replaced, never written to.
 */
export class TimelineDraft {
  readonly #items: TimelineItem[]
  readonly #positions: Map<string, ItemPosition>
  readonly #approvals: Map<string, string>
  readonly #waiting: Map<string, readonly DurableEvent[]>
  /** Children lists made in this batch: these alone may be pushed to. */
  readonly #fresh = new Map<string, TimelineItem[]>()
  #headSeq: number

  constructor(timeline: Timeline) {
    this.#items = [...timeline.items]
    this.#positions = new Map(timeline.positions)
    this.#approvals = new Map(timeline.approvals)
    this.#waiting = new Map(timeline.waiting)
    this.#headSeq = timeline.head_seq
  }

  get headSeq(): number {
    return this.#headSeq
  }

  has(id: string): boolean {
    return this.#positions.has(id)
  }

  append(event: DurableEvent): void {
    this.#headSeq = Math.max(this.#headSeq, event.seq)
    if (event.type === 'tool_result' || event.type === 'approval_requested' || event.type === 'approval_resolved') {
      this.#joinCall(event)
      return
    }
    if (event.type === 'background_task') {
      this.#joinWork(event)
      return
    }
    const item = itemOf(event)
    if (item === null || this.#positions.has(item.id)) {
      return
    }
    const parent = parentOf(event)
    if (parent !== null && !this.#positions.has(parent)) {
      this.#wait(parent, event)
      return
    }
    if (item.kind === 'turn') {
      this.#cutOpenCalls()
    }
    this.#append(item, parent)
    this.#release(item.id)
  }

  /** Appends a later conversation; its waiting events join what is here, where they can. */
  join(later: Timeline): void {
    if (later.items.some(({ kind }) => kind === 'turn')) {
      this.#cutOpenCalls()
    }
    const shift = this.#items.length
    this.#items.push(...later.items)
    for (const [id, at] of later.positions) {
      this.#positions.set(id, at.parent === null ? { parent: null, position: at.position + shift } : at)
    }
    for (const [approval, call] of later.approvals) {
      this.#approvals.set(approval, call)
    }
    const waiting = [...later.waiting.values()].flat()
    waiting.toSorted((left, right) => left.seq - right.seq).forEach((event) => this.append(event))
    this.#headSeq = later.head_seq
  }

  finish(): Omit<Timeline, 'open' | 'first_seq'> {
    return {
      items: this.#items,
      positions: this.#positions,
      approvals: this.#approvals,
      waiting: this.#waiting,
      head_seq: this.#headSeq,
    }
  }

  #joinCall(event: Join): void {
    if (event.type === 'approval_requested') {
      this.#detachApproval(this.#approvals.get(event.data.approval_id), event.data.tool_use_id)
      this.#approvals.set(event.data.approval_id, event.data.tool_use_id)
    }
    const id = event.type === 'approval_resolved' ? this.#approvals.get(event.data.approval_id) : event.data.tool_use_id
    const call = id === undefined ? null : this.#find(id)
    if (call?.kind === 'tool') {
      this.#replace(joined(call, event))
    } else {
      this.#wait(id ?? approvalKey(event), event)
    }
    if (event.type === 'approval_requested') {
      this.#release(approvalKey(event))
    }
  }

  /** Joins background work to the call that began it; work without one stands where it began. */
  #joinWork(event: Extract<DurableEvent, { type: 'background_task' }>): void {
    const id = event.data.tool_use_id ?? `task ${event.data.task_id}`
    const item = this.#find(id)
    const first = item === null && event.data.tool_use_id === undefined ? backgroundItem(id, event) : null
    if (item !== null) {
      this.#replace(withWork(item, event))
    } else if (first === null) {
      this.#wait(id, event)
    } else {
      this.#append(first, null)
      this.#release(id)
    }
  }

  /** The end of a turn is the end of its calls, those of its sub-agents included; what runs on behind it has a result. */
  #cutOpenCalls(): void {
    const begin = this.#items.findLastIndex((item) => item.kind === 'turn') + 1
    for (let position = begin; position < this.#items.length; position += 1) {
      const item = this.#items[position]
      const cut = item === undefined ? undefined : cutCall(item)
      if (cut !== undefined && cut !== item) {
        this.#items[position] = cut
        // Its children are other lists now.
        this.#fresh.clear()
      }
    }
  }

  /** Asked again for another call, an approval stands there alone. */
  #detachApproval(before: string | undefined, now: string): void {
    const call = before === undefined || before === now ? null : this.#find(before)
    if (call?.kind === 'tool') {
      this.#replace({ ...call, approval: null })
    }
  }

  #wait(id: string, event: DurableEvent): void {
    this.#waiting.set(id, [...(this.#waiting.get(id) ?? []), event])
  }

  #release(id: string): void {
    const events = this.#waiting.get(id)
    this.#waiting.delete(id)
    events?.forEach((event) => this.append(event))
  }

  #find(id: string): TimelineItem | null {
    const at = this.#positions.get(id)
    if (at === undefined) {
      return null
    }
    const owner = at.parent === null ? null : this.#find(at.parent)
    return (owner?.kind === 'tool' ? owner.children : this.#items)[at.position] ?? null
  }

  #append(item: TimelineItem, parent: string | null): void {
    const siblings = this.#writable(parent)
    this.#positions.set(item.id, { parent, position: siblings.length })
    siblings.push(item)
  }

  #replace(item: TimelineItem): void {
    const at = this.#positions.get(item.id)
    if (at !== undefined) {
      this.#writable(at.parent)[at.position] = item
    }
  }

  /** The list to write to: a copy made once per batch, handed to the call it belongs to, up to the root. */
  #writable(parent: string | null): TimelineItem[] {
    if (parent === null) {
      return this.#items
    }
    const mine = this.#fresh.get(parent)
    if (mine !== undefined) {
      return mine
    }
    const owner = this.#find(parent)
    const children = owner?.kind === 'tool' ? [...owner.children] : []
    this.#fresh.set(parent, children)
    if (owner?.kind === 'tool') {
      this.#replace({ ...owner, children })
    }
    return children
  }
}

/** A call without a result, and those in it, as cut; anything else as it is. */
function cutCall(item: TimelineItem): TimelineItem {
  if (item.kind !== 'tool' || item.result !== null) {
    return item
  }
  return { ...item, is_cut: true, children: item.children.map(cutCall) }
}

function parentOf(event: DurableEvent): string | null {
  return event.type === 'tool_use' || event.type === 'claude_response' ? (event.data.parent_tool_use_id ?? null) : null
}

function approvalKey(event: Join): string {
  return event.type === 'tool_result' ? event.data.tool_use_id : `approval ${event.data.approval_id}`
}

function joined(call: ToolItem, event: Join): ToolItem {
  switch (event.type) {
    case 'tool_result': {
      const { is_error, content, details, truncated_bytes, is_whole_kept, decided_by } = event.data
      const result = {
        is_error,
        content,
        details,
        truncated_bytes,
        is_whole_kept,
        decided_by,
        at: event.timestamp,
      }
      return { ...call, is_cut: false, result }
    }
    case 'approval_requested':
      return { ...call, approval: { request: event.data, outcome: outcomeOf(call.approval, event.data.approval_id) } }
    case 'approval_resolved':
      return call.approval === null ? call : { ...call, approval: { ...call.approval, outcome: event.data } }
  }
}

function outcomeOf(approval: ToolApproval | null, id: string): ToolApproval['outcome'] {
  return approval?.request.approval_id === id ? approval.outcome : null
}
