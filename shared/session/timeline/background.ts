import type { DurableEvent } from '../events.ts'
import type { BackgroundItem, BackgroundWork, TimelineItem } from './items.ts'

type Change = Extract<DurableEvent, { type: 'background_task' }>

/** The item of work that no call began, when it begins; null for its end, which joins that. */
export function backgroundItem(id: string, event: Change): BackgroundItem | null {
  const { description, state } = event.data
  return state === 'running'
    ? { kind: 'background', id, at: event.timestamp, description, work: afterChange(null, event) }
    : null
}

/** What began background work, after news of that. Nothing but calls and such items do. */
export function withWork(item: TimelineItem, event: Change): TimelineItem {
  switch (item.kind) {
    case 'tool':
      return { ...item, background: afterChange(item.background, event) }
    case 'background':
      return { ...item, work: afterChange(item.work, event) }
    default:
      return item
  }
}

/** A log that begins with the end of a task knows no more than that it ended. */
function afterChange(before: BackgroundWork | null, { data, timestamp }: Change): BackgroundWork {
  const isOver = data.state !== 'running'
  return {
    state: data.state,
    since: before?.since ?? timestamp,
    until: isOver ? timestamp : null,
    exit_code: data.exit_code ?? null,
  }
}
