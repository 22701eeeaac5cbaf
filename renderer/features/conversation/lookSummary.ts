import type { ToolItem } from '#shared/session/timeline/items.ts'
import { textField } from '#shared/session/tools/toolInput.ts'
import * as words from './words.ts'

type Look = Pick<ToolItem, 'name' | 'input'>

/** What calls that only look have looked at: `Read 12 files, searched 9 times`. A file read twice is one file. */
export function lookSummary(tools: readonly Look[]): string {
  const files = new Set(tools.filter(({ name }) => name === 'Read').map(({ input }) => textField(input, 'file_path')))
  const times = (...names: readonly string[]) => tools.filter(({ name }) => names.includes(name)).length
  const parts = [
    files.size === 0 ? '' : words.readFiles(files.size),
    words.searched(times('Grep')),
    words.listedFiles(times('Glob', 'LS')),
    words.searchedTheWeb(times('WebSearch')),
  ].filter((part) => part !== '')
  return words.inOneLine(parts)
}

/** From the first of them to the last result, in ms; null while one runs. */
export function lookDuration(tools: readonly Pick<ToolItem, 'at' | 'result'>[]): number | null {
  const ends = tools.map(({ result }) => (result === null ? Number.NaN : Date.parse(result.at)))
  const took = Math.max(...ends) - Math.min(...tools.map(({ at }) => Date.parse(at)))
  return Number.isNaN(took) ? null : took
}
