import { expect, test } from 'vitest'
import type { GitDiffLine } from '#shared/operations/git.ts'
import { hunkAt } from '#renderer/features/changes/git/chosenLines.ts'
import {
  countOf,
  foldedLines,
  partOf,
  sameLines,
  waysOf,
  withEnd,
  withHeadings,
} from '#renderer/features/changes/git/lines/gaps.ts'
import { pairsOf } from '#renderer/features/changes/git/lines/pairs.ts'

/** A whole diff by letters: `.` the same, `+` added, `-` removed. */
function whole(text: string): readonly GitDiffLine[] {
  let [old, fresh] = [0, 0]
  return Array.from(text, (letter): GitDiffLine => {
    old += letter === '+' ? 0 : 1
    fresh += letter === '-' ? 0 : 1
    const kind = letter === '.' ? 'same' : letter === '+' ? 'added' : 'removed'
    return { kind, text: letter, old: letter === '+' ? null : old, new: letter === '-' ? null : fresh }
  })
}

const drawn = (lines: readonly GitDiffLine[]) => lines.map(({ kind, text }) => (kind === 'gap' ? '|' : text)).join('')

test('three lines stay around each change, and what lies between is one gap', () => {
  expect(drawn(foldedLines(whole('.....+.......-....'), []))).toBe('|...+...|...-...|')
  expect(drawn(foldedLines(whole('...+......-...'), []))).toBe('...+......-...')
  expect(drawn(foldedLines(whole('++'), []))).toBe('++')
})

test('a gap opens from above, from below or whole', () => {
  const all = whole(`+${'.'.repeat(60)}+`)
  const [gap] = foldedLines(all, []).flatMap(({ hidden }) => (hidden === undefined ? [] : [hidden]))
  expect(gap).toEqual({ from: 4, to: 58 })
  const after = (how: 'above' | 'below' | 'all') => foldedLines(all, gap === undefined ? [] : [partOf(gap, how)])
  expect(drawn(after('above'))).toBe(`+${'.'.repeat(23)}|${'.'.repeat(3)}+`)
  expect(drawn(after('below'))).toBe(`+${'.'.repeat(3)}|${'.'.repeat(23)}+`)
  expect(drawn(after('all'))).toBe(`+${'.'.repeat(60)}+`)
  const lines = foldedLines(all, [])
  expect([countOf(lines, 4), waysOf(lines, 4)]).toEqual([54, ['above', 'below', 'all']])
  const few = foldedLines(whole(`+${'.'.repeat(10)}+`), [])
  expect([countOf(few, 4), waysOf(few, 4)]).toEqual([4, ['all']])
})

test('what Git gave says how much a gap leaves out, without its lines; the end is not known', () => {
  const gap: GitDiffLine = { kind: 'gap', text: 'name', old: null, new: null }
  const given = [gap, ...whole('..........').slice(7), ...whole('').slice(0)]
  expect(countOf(given, 0)).toBe(7)
  const withLast = withEnd(given)
  expect([countOf(withLast, 4), waysOf(withLast, 4)]).toEqual([null, ['above', 'all']])
  expect(withEnd(whole('..+'))).toHaveLength(3)
})

test('what was chosen is the same lines in another showing, and gaps keep their names', () => {
  const all = whole('......+......')
  const folded = foldedLines(all, [])
  expect([...sameLines(new Set([4]), { before: folded, after: all })]).toEqual([6])
  const given = [{ ...folded[0], kind: 'gap' as const, text: 'function one', old: null, new: null }, ...folded.slice(1)]
  expect(withHeadings(folded, given)[0]).toMatchObject({ kind: 'gap', text: 'function one' })
})

test('a hunk ends at a gap, and where more lines are the same than lie within one', () => {
  expect([...hunkAt(whole('..+..-.......+'), 2)]).toEqual([2, 5])
  expect([...hunkAt(whole('..+..-......+'), 5)]).toEqual([2, 5, 12])
})

test('in two columns what was removed stands beside what came', () => {
  const pairs = pairsOf(whole('.--+.')).map((pair) => (pair.kind === 'gap' ? 'gap' : [pair.before, pair.after]))
  expect(pairs).toEqual([
    [0, 0],
    [1, 3],
    [2, null],
    [4, 4],
  ])
})
