import type { ToolItem } from '#shared/session/timeline/items.ts'
import { textField } from '#shared/session/tools/toolInput.ts'
import * as words from './words.ts'

/** What consecutive calls changed in Claude's to-do list: `Planned 3 tasks, began one`. */
export function taskCallSummary(tools: readonly Pick<ToolItem, 'name' | 'input'>[]): string {
  const planned = tools.filter(({ name }) => name === 'TaskCreate').length
  const statuses = tools.filter(({ name }) => name === 'TaskUpdate').map(({ input }) => textField(input, 'status'))
  const counts = [
    { verb: 'planned', count: planned },
    { verb: 'finished', count: statuses.filter((status) => status === 'completed').length },
    { verb: 'began', count: statuses.filter((status) => status === 'in_progress').length },
  ].filter(({ count }) => count > 0)
  if (counts.length === 0) {
    return statuses.length > 0 ? words.changedTheTaskList : words.lookedAtTheTaskList
  }
  const words = counts.map(({ verb, count }, index) => `${verb} ${index === 0 ? tasks(count) : countText(count)}`)
  return capitalised(words.join(', '))
}

function tasks(count: number): string {
  return count === 1 ? words.aTask : words.countTasks(count)
}

function countText(count: number): string {
  return count === 1 ? 'one' : String(count)
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
