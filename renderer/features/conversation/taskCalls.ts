import type { ToolItem } from '#shared/session/timeline/items.ts'
import { textField } from '#shared/session/tools/toolInput.ts'
import * as words from './words.ts'

/** What consecutive calls changed in Claude's to-do list: `Planned 3 tasks, began one`. */
export function taskCallSummary(tools: readonly Pick<ToolItem, 'name' | 'input'>[]): string {
  const planned = tools.filter(({ name }) => name === 'TaskCreate').length
  const statuses = tools.filter(({ name }) => name === 'TaskUpdate').map(({ input }) => textField(input, 'status'))
  const counts = [
    { said: words.planned, count: planned },
    { said: words.finishedTasks, count: statuses.filter((status) => status === 'completed').length },
    { said: words.began, count: statuses.filter((status) => status === 'in_progress').length },
  ].filter(({ count }) => count > 0)
  if (counts.length === 0) {
    return statuses.length > 0 ? words.changedTheTaskList : words.lookedAtTheTaskList
  }
  return words.inOneLine(counts.map(({ said, count }, index) => said(count, index === 0)))
}
