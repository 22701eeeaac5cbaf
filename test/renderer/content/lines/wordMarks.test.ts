import { expect, test } from 'vitest'
import { replacementLines } from '#renderer/content/lines/requestedDiff.ts'
import { sideBySideRows } from '#renderer/content/lines/sideBySideRows.ts'
import { cutAtMarks, wordMarks } from '#renderer/content/lines/wordMarks.ts'

/** The marked parts of the changed lines. */
function marked(before: string, after: string): string[] {
  const lines = replacementLines(before, after)
  const marks = wordMarks(lines)
  return lines.flatMap((line) => (marks.get(line) ?? []).map(({ start, end }) => line.text.slice(start, end)))
}

test('within a line that changed only what changed is marked', () => {
  expect(marked('  const limit = 10\n', '  const limit = options.max ?? 20\n')).toEqual(['10', 'options.max ?? 20'])
  expect(marked('return waitForever()\n', 'return waitFor(wait)\n')).toEqual(['waitForever', 'waitFor', 'wait'])
})

test('lines that have nothing in common, that are new, or very long, are not marked', () => {
  expect(marked('alpha beta\n', 'one two three\n')).toEqual([])
  expect(marked('', 'new\n')).toEqual([])
  expect(marked(`${'x '.repeat(400)}a\n`, `${'x '.repeat(400)}b\n`)).toEqual([])
  expect(marked('one\ntwo\n', 'one and a half\n')).toEqual([' and a half'])
})

const many = (word: string) => Array.from({ length: 900 }, (_, line) => `line ${line}\nkeep ${word}\n`).join('')

test('a diff of very many changed lines is marked in its first part alone', () => {
  expect(marked(many('old'), many('new')).length).toBeLessThanOrEqual(800)
})

test('a piece of a long line keeps the marks that lie in it', () => {
  expect(
    cutAtMarks('cdef', 2, [
      { start: 0, end: 1 },
      { start: 3, end: 5 },
      { start: 9, end: 11 },
    ]),
  ).toEqual([
    { start: 0, end: 1, isMarked: false },
    { start: 1, end: 3, isMarked: true },
    { start: 3, end: 4, isMarked: false },
  ])
})

test('in two columns what was removed stands beside what came in its place, and far lines are folded', () => {
  const before = Array.from({ length: 12 }, (_, line) => `same ${line}`)
  const rows = sideBySideRows(replacementLines([...before, 'old', 'older'].join('\n'), [...before, 'new'].join('\n')))
  expect(rows.map((row) => (row.kind === 'fold' ? row.rows.length : [row.before?.text, row.after?.text]))).toEqual([
    9,
    ['same 9', 'same 9'],
    ['same 10', 'same 10'],
    ['same 11', 'same 11'],
    ['old', 'new'],
    ['older', undefined],
  ])
})
