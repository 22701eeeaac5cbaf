import type { Timeline } from '#shared/session/timeline/timeline.ts'
import type { Row } from '../rows.ts'

/** Where an item stands: its row, and what has to be opened to see it. null while it is not loaded. */
export interface Found {
  readonly index: number
  readonly key: string
  readonly closed: readonly string[]
}

/** Finds the row of an item, or of the call whose sub-agent's it is; of a call that waits for an answer, its card. */
export function findRow(rows: readonly Row[], timeline: Timeline, id: string): Found | null {
  const parents = parentsOf(timeline, id)
  const top = parents[0] ?? id
  // What still waits for an answer about a call stands below the call itself.
  const waiting = rows.findIndex((row) => row.kind === 'approval' && row.approval.tool_use_id === id)
  const index = waiting < 0 ? rows.findIndex((row) => holds(row, top)) : waiting
  const row = rows[index]
  if (row === undefined) {
    return null
  }
  const shared = row.kind === 'group' ? [row.key] : row.kind === 'tasks' ? [`tasks ${row.key}`] : []
  return { index, key: row.key, closed: [...shared, ...parents] }
}

function holds(row: Row, id: string): boolean {
  switch (row.kind) {
    case 'item':
      return row.item.id === id
    case 'tasks':
    case 'group':
      return row.tools.some((tool) => tool.id === id)
    default:
      return false
  }
}

/** The calls that an item is part of, outermost first. */
function parentsOf({ positions }: Timeline, id: string): readonly string[] {
  const parents: string[] = []
  for (let at = positions.get(id)?.parent; at !== undefined && at !== null; at = positions.get(at)?.parent) {
    parents.unshift(at)
  }
  return parents
}
