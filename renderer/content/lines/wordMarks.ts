import { diffArrays } from 'diff'
import type { DiffLine } from './patch.ts'

/** A part of a line that the other one has not, in UTF-16 units. */
export interface MarkedRange {
  readonly start: number
  readonly end: number
}

/** Longer lines are not compared word by word, nor lines that have more edits than that: hardly anything is the same. */
const MAX_LENGTH = 500
const MAX_EDITS = 60
/** Of one diff, so that it takes no time that anybody would notice. */
const MAX_PAIRS = 400

/** What changed within lines: each that was removed is compared with the one that came in its place. */
export function wordMarks(lines: readonly DiffLine[]): ReadonlyMap<DiffLine, readonly MarkedRange[]> {
  const marks = new Map<DiffLine, readonly MarkedRange[]>()
  for (const [removed, added] of pairsOf(lines).slice(0, MAX_PAIRS)) {
    const found = changedWords(removed.text, added.text)
    if (found !== null) {
      marks.set(removed, found.before)
      marks.set(added, found.after)
    }
  }
  return marks
}

/** The text in pieces, each whole within a mark or outside of all. `from`: where the text begins in its line. */
export function cutAtMarks(text: string, from: number, marks: readonly MarkedRange[]) {
  const pieces: { readonly start: number; readonly end: number; readonly isMarked: boolean }[] = []
  let done = 0
  const add = (end: number, isMarked: boolean) => {
    if (end > done) {
      pieces.push({ start: done, end, isMarked })
      done = end
    }
  }
  for (const { start, end } of marks) {
    add(Math.min(text.length, Math.max(0, start - from)), false)
    add(Math.min(text.length, Math.max(0, end - from)), true)
  }
  add(text.length, false)
  return pieces
}

/** Removed lines and those that came in their place, one by one. */
function pairsOf(lines: readonly DiffLine[]): readonly (readonly [DiffLine, DiffLine])[] {
  const pairs: (readonly [DiffLine, DiffLine])[] = []
  for (let at = 0; at < lines.length;) {
    const removed = runAt(lines, at, 'removed')
    const added = runAt(lines, at + removed.length, 'added')
    removed.forEach((line, index) => {
      const other = added[index]
      if (other !== undefined) {
        pairs.push([line, other])
      }
    })
    at += Math.max(1, removed.length + added.length)
  }
  return pairs
}

function runAt(lines: readonly DiffLine[], from: number, kind: DiffLine['kind']): DiffLine[] {
  const run: DiffLine[] = []
  for (let line = lines[from]; line?.kind === kind; line = lines[from + run.length]) {
    run.push(line)
  }
  return run
}

/** null: they have too little in common, or are too long. */
function changedWords(before: string, after: string) {
  if (before.length > MAX_LENGTH || after.length > MAX_LENGTH) {
    return null
  }
  const changes = diffArrays(wordsOf(before), wordsOf(after), { maxEditLength: MAX_EDITS })
  if (
    changes === undefined ||
    !changes.some(({ added, removed, value }) => !added && !removed && /\w/.test(value.join('')))
  ) {
    return null
  }
  const found = { before: [] as MarkedRange[], after: [] as MarkedRange[] }
  let [old, fresh] = [0, 0]
  for (const { added, removed, value } of changes) {
    const { length } = value.join('')
    if (removed) {
      found.before.push({ start: old, end: old + length })
    }
    if (added) {
      found.after.push({ start: fresh, end: fresh + length })
    }
    old += added ? 0 : length
    fresh += removed ? 0 : length
  }
  return found
}

function wordsOf(text: string): string[] {
  return text.match(/\w+|\s+|[^\w\s]/g) ?? []
}
