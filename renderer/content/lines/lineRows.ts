import type { DiffLine } from './patch.ts'
import * as words from '#renderer/content/laterWords.ts'

/** A row: a line, a piece of a long line, or a run of collapsed lines. */
export type LineRow =
  | { readonly kind: 'line'; readonly line: DiffLine; readonly whole: DiffLine; readonly offset: number }
  | { readonly kind: 'fold'; readonly description: string; readonly lines: readonly DiffLine[] }

/** Longer lines are split into pieces, so that none hides far to the right. */
const MAX_CHARACTERS = 2000

/** Fewer blank lines in a row than this are not collapsed. */
const MANY_BLANK_LINES = 4

/** Unchanged lines shown around a change. */
const CONTEXT = 3

/**
 * Lines as they are drawn: blank ones in a row folded into one that says how many, a long one in pieces. In linear time.
 * `offset` of a row: where its text begins in the whole line.
 */
export function lineRows(lines: readonly DiffLine[]): readonly LineRow[] {
  const isDiff = lines.some(({ kind }) => kind === 'added' || kind === 'removed')
  return stretchesOf(lines).flatMap((stretch, index, all): readonly LineRow[] => {
    if (stretch.what === 'blank' && stretch.lines.length >= MANY_BLANK_LINES) {
      return [{ kind: 'fold', description: words.emptyLines(stretch.lines.length), lines: stretch.lines }]
    }
    return isDiff && stretch.what === 'same'
      ? aroundChanges(stretch.lines, { isFirst: index === 0, isLast: index === all.length - 1 })
      : stretch.lines.flatMap(piecesOf)
  })
}

/** The rows of collapsed lines. */
export function expandedRows(lines: readonly DiffLine[]): readonly LineRow[] {
  return lines.flatMap(piecesOf)
}

interface Stretch {
  readonly what: 'blank' | 'same' | 'other'
  readonly kind: DiffLine['kind']
  readonly lines: DiffLine[]
}

/** Groups neighbouring lines of one kind. */
function stretchesOf(lines: readonly DiffLine[]): readonly Stretch[] {
  const stretches: Stretch[] = []
  for (const line of lines) {
    const last = stretches.at(-1)
    const isBlank = line.kind !== 'gap' && /^[ \t]*$/.test(line.text)
    const what = isBlank ? 'blank' : line.kind === 'same' ? 'same' : 'other'
    if (last !== undefined && last.what === what && last.kind === line.kind) {
      last.lines.push(line)
    } else {
      stretches.push({ what, kind: line.kind, lines: [line] })
    }
  }
  return joinFewBlanks(stretches)
}

/** Merges short runs of blank lines into the surrounding text. */
function joinFewBlanks(stretches: readonly Stretch[]): readonly Stretch[] {
  const joined: Stretch[] = []
  for (const stretch of stretches) {
    const last = joined.at(-1)
    const isFew = stretch.what === 'blank' && stretch.lines.length < MANY_BLANK_LINES
    const what = isFew ? (stretch.kind === 'same' ? 'same' : 'other') : stretch.what
    if (last !== undefined && last.what === what && last.kind === stretch.kind && what !== 'blank') {
      stretch.lines.forEach((line) => last.lines.push(line))
    } else {
      joined.push({ ...stretch, what, lines: [...stretch.lines] })
    }
  }
  return joined
}

function aroundChanges(
  lines: readonly DiffLine[],
  { isFirst, isLast }: { readonly isFirst: boolean; readonly isLast: boolean },
): readonly LineRow[] {
  const head = isFirst ? 0 : CONTEXT
  const tail = isLast ? 0 : CONTEXT
  const between = lines.slice(head, lines.length - tail)
  return between.length < MANY_BLANK_LINES
    ? lines.flatMap(piecesOf)
    : [
        ...lines.slice(0, head).flatMap(piecesOf),
        { kind: 'fold', description: words.unchangedLines(between.length), lines: between },
        ...lines.slice(lines.length - tail).flatMap(piecesOf),
      ]
}

function piecesOf(line: DiffLine): readonly LineRow[] {
  const rows: LineRow[] = []
  let offset = 0
  do {
    // Never splits a surrogate pair.
    const isHalf = /[\ud800-\udbff]/.test(line.text.charAt(offset + MAX_CHARACTERS - 1))
    const end = Math.min(line.text.length, offset + MAX_CHARACTERS - (isHalf ? 1 : 0))
    const isWhole = offset === 0 && end === line.text.length
    rows.push({ kind: 'line', line: isWhole ? line : piece(line, offset, end), whole: line, offset })
    offset = end
  } while (offset < line.text.length)
  return rows
}

function piece(line: DiffLine, start: number, end: number): DiffLine {
  return { ...line, text: line.text.slice(start, end), number: start === 0 ? line.number : null }
}
