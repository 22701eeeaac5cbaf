import type { Approval } from '#shared/session/session.ts'
import type { SessionHeader } from '#shared/session/header.ts'
import type { Timeline } from '#shared/session/timeline/timeline.ts'
import type { TimelineItem, ToolItem } from '#shared/session/timeline/items.ts'
import type { Outgoing } from '#renderer/state/session/outbox.ts'
import { isBusy } from '#renderer/format/statusLabel.ts'

/** One row of the list on the screen. */
export type Row =
  | { readonly kind: 'item'; readonly key: string; readonly item: TimelineItem }
  /** Consecutive calls that only update Claude's to-do list: one line, since the list itself is shown elsewhere. */
  | { readonly kind: 'tasks'; readonly key: string; readonly tools: ToolItem[] }
  | { readonly kind: 'outgoing'; readonly key: string; readonly outgoing: Outgoing }
  | { readonly kind: 'approval'; readonly key: string; readonly approval: Approval }
  | { readonly kind: 'activity'; readonly key: 'activity' }

export interface RowSources {
  readonly timeline: Timeline
  readonly header: SessionHeader
  /** Messages of this session that are being sent. */
  readonly outgoing: readonly Outgoing[]
}

/** The rows: the conversation, streaming text, messages being sent, approvals, and the current activity. */
export function rowsOf({ timeline, header, outgoing }: RowSources): readonly Row[] {
  const items = [...timeline.items, ...timeline.open]
  const isWorking = isBusy(header.session) && header.approvals.length === 0
  return [
    ...itemRows(items),
    ...outgoing
      .filter((one) => isMissing(one, timeline, header))
      .map((one): Row => ({ kind: 'outgoing', key: one.message_id ?? one.key, outgoing: one })),
    ...header.approvals.map((approval): Row => ({
      kind: 'approval',
      key: `approval ${approval.approval_id}`,
      approval,
    })),
    ...(isWorking ? [{ kind: 'activity', key: 'activity' } as const] : []),
  ]
}

const taskTools: ReadonlySet<string> = new Set(['TaskCreate', 'TaskUpdate', 'TaskList', 'TaskGet'])

/** One row per item; consecutive calls that update the to-do list share one, except failed ones. */
function itemRows(items: readonly TimelineItem[]): Row[] {
  const rows: Row[] = []
  for (const item of items) {
    const last = rows.at(-1)
    const keepsTasks = item.kind === 'tool' && taskTools.has(item.name) && item.result?.is_error !== true
    if (!keepsTasks) {
      rows.push({ kind: 'item', key: item.id, item })
    } else if (last?.kind === 'tasks') {
      last.tools.push(item)
    } else {
      rows.push({ kind: 'tasks', key: item.id, tools: [item] })
    }
  }
  return rows
}

/** Whether a message being sent is neither in the conversation nor in the queue yet. */
export function isMissing({ message_id }: Outgoing, timeline: Timeline, header: SessionHeader): boolean {
  return (
    message_id === null ||
    (!timeline.positions.has(message_id) && !header.queue.some((queued) => queued.message_id === message_id))
  )
}

/** The estimated height of a row in px, until it is measured. The closer, the less the scroll bar jumps. */
export function estimateHeight(row: Row | undefined): number {
  switch (row?.kind) {
    case 'item':
      return estimateItemHeight(row.item)
    case 'tasks':
      return 32
    case 'approval':
      return 220
    default:
      return 44
  }
}

function estimateItemHeight(item: TimelineItem): number {
  switch (item.kind) {
    case 'text':
      return 28 + Math.ceil(item.text.length / 85) * 24
    case 'prompt':
      return 44 + Math.ceil(Math.min(item.text.length, 1200) / 75) * 23
    case 'thinking':
      return 32
    case 'tool':
      return item.background === null ? 32 : 52
    case 'background':
      return 52
    case 'notice':
    case 'turn':
    case 'status':
      return 40
  }
}
