import type { ClaudeDelta } from '../events.ts'
import type { BlockItem } from './items.ts'

/**
 * Lays new text into the open blocks. The same delta twice changes nothing; a delta beyond the known text (one was
 * missed) changes nothing either: the finished block, or the text so far after a reconnect, will bring all of it.
 * Text of sub-agents is left to the finished block: it belongs inside their call.
 */
export function growBlock(open: readonly BlockItem[], delta: ClaudeDelta): readonly BlockItem[] {
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
