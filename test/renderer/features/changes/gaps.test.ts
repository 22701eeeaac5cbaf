import { describe, expect, test } from 'vitest'
import type { GitDiffLine } from '#shared/operations/git.ts'
import { replacementLines } from '#renderer/content/lines/requestedDiff.ts'
import { gapAt, withEnd, withOpened } from '#renderer/features/changes/git/gaps.ts'
import { reviewLines } from '#renderer/features/changes/reviewLines.ts'

const same = (old: number, fresh: number): GitDiffLine => ({
  kind: 'same',
  text: `line ${fresh}`,
  old,
  new: fresh,
})
const gap: GitDiffLine = { kind: 'gap', text: 'function f', old: null, new: null }
const added = (at: number): GitDiffLine => ({ kind: 'added', text: `new ${at}`, old: null, new: at })

/** A line was added at 10 and one at 30, of 40. */
const whole = [
  ...Array.from({ length: 9 }, (_, at) => same(at + 1, at + 1)),
  added(10),
  ...Array.from({ length: 19 }, (_, at) => same(at + 10, at + 11)),
  added(30),
  ...Array.from({ length: 10 }, (_, at) => same(at + 29, at + 31)),
]
const numbered = (from: number, to: number) => whole.filter((line) => (line.new ?? 0) >= from && (line.new ?? 0) <= to)
const closed = withEnd([gap, ...numbered(7, 13), gap, ...numbered(27, 33)])

describe('the gaps of a diff', () => {
  test('opening one shows its lines, and leaves the others closed', () => {
    expect(closed.flatMap(({ kind }, at) => (kind === 'gap' ? [at] : []))).toEqual([0, 8, 16])
    const shown = withOpened(closed, whole, new Set([gapAt(closed, 8)]))
    expect(shown).toEqual([gap, ...numbered(7, 33), { ...gap, text: '' }])
  })

  test('a gap keeps its name while others open', () => {
    const middle = gapAt(closed, 8)
    const shown = withOpened(closed, whole, new Set([middle]))
    expect(gapAt(shown, 0)).toBe(gapAt(closed, 0))
    expect(withOpened(closed, whole, new Set([middle, gapAt(shown, 0), 'end']))).toEqual(whole)
  })

  test('where the end of the file is shown, nothing is behind it', () => {
    expect(withEnd([gap, ...numbered(39, 40)]).at(-1)?.new).toBe(40)
    expect(withEnd([...numbered(38, 39), added(99)]).at(-1)?.kind).toBe('added')
  })

  test('what a turn changed opens gap by gap as well', () => {
    const before = Array.from({ length: 60 }, (_, at) => `line ${at + 1}\n`)
    const after = before.map((line, at) => (at === 20 || at === 40 ? 'changed\n' : line))
    const lines = replacementLines(before.join(''), after.join(''))
    const listed = reviewLines(lines, new Set())
    const gaps = listed.flatMap(({ kind }, at) => (kind === 'gap' ? [gapAt(listed, at)] : []))
    expect(gaps).toHaveLength(3)
    const shown = reviewLines(lines, new Set(gaps.slice(1, 2)))
    expect(shown.filter(({ kind }) => kind === 'gap')).toHaveLength(2)
    expect(shown.filter(({ kind }) => kind !== 'gap').map((line) => line.new)).toContain(30)
    expect(reviewLines(lines, new Set(gaps)).map(({ text }) => text)).toEqual(lines.map(({ text }) => text))
  })
})
