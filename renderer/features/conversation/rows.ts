import type { Approval } from '#shared/session/session.ts'
import type { SessionHeader } from '#shared/session/header.ts'
import type { Timeline } from '#shared/session/timeline/timeline.ts'
import type { TimelineItem } from '#shared/session/timeline/items.ts'
import type { Outgoing } from '#renderer/state/session/outbox.ts'
import { isSubAgent } from '#shared/session/tools/toolPhrase.ts'
import { type ItemRow, itemRows } from './itemRows.ts'
import { isBusy } from '#renderer/format/statusLabel.ts'

/** One row of the list on the screen. */
export type Row =
  | ItemRow
  | { readonly kind: 'outgoing'; readonly key: string; readonly outgoing: Outgoing }
  | { readonly kind: 'approval'; readonly key: string; readonly approval: Approval }
  | { readonly kind: 'activity'; readonly key: 'activity' }

/** What of a session stands among its rows; a conversation of History has none of it but its id. */
export interface ShownHeader extends Pick<SessionHeader, 'approvals' | 'queue'> {
  readonly session: Pick<SessionHeader['session'], 'id' | 'status'>
}

export interface RowSources {
  readonly timeline: Timeline
  readonly header: ShownHeader
  /** Messages of this session that are being sent. */
  readonly outgoing: readonly Outgoing[]
  /** Its approvals are shown somewhere else. */
  readonly areDocked?: boolean
}

/** The rows: the conversation, streaming text, messages being sent, approvals, and the current activity. */
export function rowsOf({ timeline, header, outgoing, areDocked = false }: RowSources): readonly Row[] {
  const items = [...timeline.items, ...timeline.open]
  const isWorking = isBusy(header.session) && header.approvals.length === 0
  return [
    ...itemRows(items),
    ...outgoing
      .filter((one) => isMissing(one, timeline, header))
      .map((one): Row => ({ kind: 'outgoing', key: one.message_id ?? one.key, outgoing: one })),
    ...(areDocked ? [] : header.approvals).map((approval): Row => ({
      kind: 'approval',
      key: `approval ${approval.approval_id}`,
      approval,
    })),
    ...(isWorking ? [{ kind: 'activity', key: 'activity' } as const] : []),
  ]
}

/** Whether a message being sent is neither in the conversation nor in the queue yet. */
export function isMissing({ message_id }: Outgoing, timeline: Timeline, header: Pick<SessionHeader, 'queue'>): boolean {
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
    case 'group':
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
      return 76 + Math.ceil(Math.min(item.text.length, 1200) / 75) * 23
    case 'thinking':
      return 32
    case 'tool':
      return item.background === null && !isSubAgent(item) ? 32 : 52
    case 'background':
      return 52
    case 'notice':
    case 'status':
      return 40
    case 'turn':
      return 53
  }
}
