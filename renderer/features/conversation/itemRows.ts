import type { TimelineItem, ToolItem } from '#shared/session/timeline/items.ts'
import { toolStatus } from './describeTool.ts'

/** One row of a conversation, or of a sub-agent's steps. */
export type ItemRow =
  | { readonly kind: 'item'; readonly key: string; readonly item: TimelineItem }
  /** Consecutive calls that only update Claude's to-do list: one line, since the list itself is shown elsewhere. */
  | { readonly kind: 'tasks'; readonly key: string; readonly tools: ToolItem[] }
  /** Two or more calls in a row that only look: one line. */
  | { readonly kind: 'group'; readonly key: string; readonly tools: readonly ToolItem[] }

const taskTools: ReadonlySet<string> = new Set(['TaskCreate', 'TaskUpdate', 'TaskList', 'TaskGet'])
const lookingTools: ReadonlySet<string> = new Set(['Read', 'Grep', 'Glob', 'LS', 'WebSearch'])

/**
 * The rows of items: consecutive calls that update the to-do list share one, and so do those that look at files. What
 * failed, was denied or waits for a person is lifted out of a group and stands below it.
 */
export function itemRows(items: readonly TimelineItem[]): ItemRow[] {
  const rows: ItemRow[] = []
  let looks: ToolItem[] = []
  const closeLooks = () => {
    rows.push(...rowsOfLooks(looks))
    looks = []
  }
  for (const item of items) {
    if (item.kind === 'tool' && lookingTools.has(item.name)) {
      looks.push(item)
      continue
    }
    closeLooks()
    addRow(rows, item)
  }
  closeLooks()
  return rows
}

function rowsOfLooks(looks: readonly ToolItem[]): ItemRow[] {
  const quiet = looks.filter(isQuiet)
  const group: ItemRow | null =
    quiet.length > 1 ? { kind: 'group', key: `group ${quiet[0]?.id ?? ''}`, tools: quiet } : null
  if (group === null) {
    return looks.map(rowOf)
  }
  const loud = looks.filter((tool) => !isQuiet(tool))
  return [group, ...loud.map(rowOf)]
}

function isQuiet(tool: ToolItem): boolean {
  const status = toolStatus(tool)
  return status === 'done' || status === 'running'
}

function addRow(rows: ItemRow[], item: TimelineItem): void {
  const last = rows.at(-1)
  const keepsTasks = item.kind === 'tool' && taskTools.has(item.name) && item.result?.is_error !== true
  if (!keepsTasks) {
    rows.push(rowOf(item))
  } else if (last?.kind === 'tasks') {
    last.tools.push(item)
  } else {
    rows.push({ kind: 'tasks', key: item.id, tools: [item] })
  }
}

function rowOf(item: TimelineItem): ItemRow {
  return { kind: 'item', key: item.id, item }
}
