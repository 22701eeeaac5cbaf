import type { DurableEvent } from '#shared/session/events.ts'

/**
 * An event as the log tells it later: of a queue only the latest is kept whole, while whoever watched saw each (decision
 * "Of a queue that was replaced only the number is kept").
 */
export function asStored(event: DurableEvent): DurableEvent {
  return event.type === 'queue_changed' ? { ...event, data: { ...event.data, queue: [] } } : event
}
