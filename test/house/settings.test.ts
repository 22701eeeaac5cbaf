import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { settingGroups } from '#shared/operations/settings.ts'
import { settingKeys, settingTable, settingVariable } from '#server/platform/settings/settingTable.ts'
import { root } from './sourceTree.ts'

const page = readFileSync(path.join(root, 'resources/docs/reference/settings.md'), 'utf8')
const effects = { now: 'at once', new_sessions: 'for new sessions', restart: 'after a restart' } as const

/** `| a | b |` as `['a', 'b']`, whatever spaces the formatter puts in. */
function cells(line: string): string[] {
  return line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim())
}

test('the reference tells every setting as the table has it: name, default, meaning, effect, keeper, variable', () => {
  const told = page
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map(cells)
    .map(([key, label, _takes, ...others]) => [key, label, ...others])
  const inGroups = Object.keys(settingGroups).flatMap((group) =>
    settingKeys.filter((key) => settingTable[key].group === group),
  )
  expect(inGroups.toSorted()).toEqual(settingKeys.toSorted())
  const wanted = inGroups.map((key) => {
    const { label, initial, about, effect, changeableBy } = settingTable[key]
    const isUnset = initial === null || (Array.isArray(initial) && initial.length === 0)
    const words = [effects[effect], ...(changeableBy === 'local' ? ['at the machine only'] : [])]
    return [
      `\`${key}\``,
      label,
      isUnset ? '' : `\`${String(initial)}\``,
      about,
      words.join(', '),
      `\`${settingVariable(key)}\``,
    ]
  })
  expect(told).toEqual(wanted)
})
