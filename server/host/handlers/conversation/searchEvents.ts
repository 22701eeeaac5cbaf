import { DurableEvent } from '#shared/session/events.ts'
import { itemOf, type TimelineItem } from '#shared/session/timeline/items.ts'
import type { RawEvent } from '../../sessions/ports/sessionPorts.ts'

/** What a search found: an item of the conversation, and the event that it is from. */
export interface SearchHit {
  readonly seq: number
  readonly item_id: string
}

/** The types of events whose words stand in the conversation. */
const searched: ReadonlySet<string> = new Set([
  'user_message',
  'claude_response',
  'tool_use',
  'notice',
  'turn_completed',
])

/** What of the events holds the words, in capitals or not, newest first. Linear in the events. */
export function hitsIn(events: readonly RawEvent[], words: string): readonly SearchHit[] {
  const wanted = words.toLowerCase()
  return events
    .flatMap(({ seq, type, payload }): readonly SearchHit[] => {
      const item = searched.has(type) ? itemOf(DurableEvent.parse(JSON.parse(payload.toString()))) : null
      return item !== null && textsOf(item).some((text) => text.toLowerCase().includes(wanted))
        ? [{ seq, item_id: item.id }]
        : []
    })
    .toReversed()
}

/** The words that an item shows, and those of a call: its command, its path, what it searched for. */
function textsOf(item: TimelineItem): readonly string[] {
  switch (item.kind) {
    case 'prompt':
    case 'text':
    case 'thinking':
    case 'notice':
      return [item.text]
    case 'tool':
      return [item.name, ...Object.values(item.input).filter((value) => typeof value === 'string')]
    case 'turn':
      return [item.error ?? '']
    case 'background':
    case 'status':
      return []
  }
}
