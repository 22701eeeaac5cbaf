import { expect, test } from 'vitest'
import { lineRows, expandedRows } from '#renderer/content/lines/lineRows.ts'
import { requestedLines } from '#renderer/content/lines/requestedDiff.ts'
import { changeCounts, numbered } from '#renderer/content/lines/patch.ts'

const text = (rows: ReturnType<typeof lineRows>) =>
  rows.map((row) =>
    row.kind === 'fold'
      ? row.description
      : `${{ same: ' ', added: '+', removed: '-', gap: '~' }[row.line.kind]}${row.line.text}`,
  )

test('sixty line feeds are one row that says so, and open to what they are', () => {
  const rows = lineRows(numbered('same', `echo ok${'\n'.repeat(61)}rm -rf x`))
  expect(text(rows)).toEqual([' echo ok', '⏎ 60 empty lines', ' rm -rf x'])
  expect(rows.flatMap((row) => (row.kind === 'fold' ? expandedRows(row.lines) : []))).toHaveLength(60)
})

test('a few blank lines are nothing to fold', () => {
  expect(text(lineRows(numbered('same', 'a\n\n\nb')))).toEqual([' a', ' ', ' ', ' b'])
})

test('what stays the same is folded, but for three lines around each change', () => {
  const before = Array.from({ length: 30 }, (_, index) => `line ${index}`)
  const after = before.with(15, 'changed')
  const lines = requestedLines('Edit', { old_string: before.join('\n'), new_string: after.join('\n') }) ?? []
  expect(changeCounts(lines)).toEqual({ added: 1, removed: 1 })
  expect(text(lineRows(lines))).toEqual([
    '12 unchanged lines',
    ' line 12',
    ' line 13',
    ' line 14',
    '-line 15',
    '+changed',
    ' line 16',
    ' line 17',
    ' line 18',
    '11 unchanged lines',
  ])
})

test('a long line is drawn in pieces that are the whole of it, no character torn', () => {
  const long = `${'a'.repeat(1999)}😀${'b'.repeat(5000)}`
  const rows = lineRows(numbered('same', long))
  expect(rows.length).toBe(4)
  expect(rows.map((row) => (row.kind === 'line' ? row.line.text : '')).join('')).toBe(long)
  expect(rows.map((row) => (row.kind === 'line' ? row.line.number : 0))).toEqual([1, null, null, null])
  expect(rows[0]).toMatchObject({ line: { text: 'a'.repeat(1999) } })
})

test('two changes far apart are two changes, not all between them', () => {
  const lines = requestedLines('Edit', { old_string: 'a\nb\nc\nd', new_string: 'A\nb\nc\nD' }) ?? []
  expect(text(lineRows(lines))).toEqual(['-a', '+A', ' b', ' c', '-d', '+D'])
})

test.each([
  ['a line break at the end alone', { old_string: 'a\n', new_string: 'a' }, { added: 0, removed: 1 }],
  ['everything taken out', { old_string: 'a\nb', new_string: '' }, { added: 0, removed: 2 }],
  ['a file begun', { old_string: '', new_string: 'a\nb\n' }, { added: 2, removed: 0 }],
  ['a blank at the end of a line', { old_string: 'a', new_string: 'a ' }, { added: 1, removed: 1 }],
])('%s is a difference', (_, input, counts) => {
  expect(changeCounts(requestedLines('Edit', input) ?? [])).toEqual(counts)
})

test('nothing of a large write is cut, and one that shares nothing with what was is told whole', () => {
  const lines = Array.from({ length: 9000 }, (_, index) => `new ${index}`)
  expect(requestedLines('Write', { content: lines.join('\n') })).toHaveLength(9000)
  const before = lines.map((line) => `old ${line}`)
  const asked = requestedLines('Edit', { old_string: before.join('\n'), new_string: lines.join('\n') }) ?? []
  expect(changeCounts(asked)).toEqual({ added: 9000, removed: 9000 })
})
