import { expect, test } from 'vitest'
import type { ToolItem } from '#shared/session/timeline/items.ts'
import { itemRows } from '#renderer/features/conversation/itemRows.ts'
import { lookDuration, lookSummary } from '#renderer/features/conversation/lookSummary.ts'

const second = (number: number) => `2026-11-21T03:00:${String(number).padStart(2, '0')}.000Z`

/** `Read`, `Grep failed`, `Bash`, `Read running`: calls one second after the other, that take one each. */
function calls(...told: readonly string[]): ToolItem[] {
  return told.map((text, index) => {
    const [name = '', state = 'done'] = text.split(' ')
    return {
      kind: 'tool',
      id: String(index),
      at: second(index),
      name,
      input: { file_path: `/code/${index}.ts` },
      result:
        state === 'running'
          ? null
          : { is_error: state === 'failed', content: '', details: undefined, at: second(index + 1) },
      approval: null,
      is_cut: false,
      background: null,
      children: [],
    } as unknown as ToolItem
  })
}

const shape = (...told: readonly string[]) =>
  itemRows(calls(...told)).map((row) =>
    row.kind === 'item' ? row.key : `${row.kind} ${row.tools.map(({ id }) => id).join()}`,
  )

test.each([
  [['Read', 'Grep', 'Glob'], ['group 0,1,2']],
  [['Read'], ['0']],
  [
    ['Read', 'Edit', 'Read', 'Bash', 'Grep'],
    ['0', '1', '2', '3', '4'],
  ],
  [
    ['Read', 'Read failed', 'Grep'],
    ['group 0,2', '1'],
  ],
  [
    ['Read failed', 'Grep'],
    ['0', '1'],
  ],
  [
    ['Read', 'Read', 'TaskCreate', 'TaskUpdate', 'Read', 'Read running'],
    ['group 0,1', 'tasks 2,3', 'group 4,5'],
  ],
])('what only looks in a row is one line, and what failed, edits or runs is none: %j', (told, rows) => {
  expect(shape(...told)).toEqual(rows)
})

test('a group keeps its place in the list while it grows', () => {
  expect(itemRows(calls('Read', 'Grep'))[0]?.key).toBe(itemRows(calls('Read', 'Grep', 'Grep'))[0]?.key)
})

test.each([
  [['Read', 'Read', 'Grep'], 'Read 2 files, searched once'],
  [['Grep', 'Grep', 'Glob', 'LS', 'Grep'], 'Searched 3 times, listed files twice'],
  [['WebSearch', 'Read'], 'Read 1 file, searched the web once'],
])('a group says what was looked at: %j', (told, words) => {
  expect(lookSummary(calls(...told))).toBe(words)
})

test('a file that is read twice is one file', () => {
  const [one] = calls('Read')
  expect(lookSummary(one === undefined ? [] : [one, one])).toBe('Read 1 file')
})

test('a group says how long it took, once all of it is done', () => {
  expect(lookDuration(calls('Read', 'Grep', 'Read'))).toBe(3000)
  expect(lookDuration(calls('Read', 'Grep running'))).toBeNull()
})
