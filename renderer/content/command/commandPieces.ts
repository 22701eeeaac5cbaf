/** A range of a text to highlight, in UTF-16 units. */
export interface TextRange {
  readonly start: number
  readonly end: number
}

export interface CommandPiece {
  readonly text: string
  readonly isMarked: boolean
}

/**
 * A line of a command in segments between which it may be broken: after `&&`, `||`, `|` and `;`, never inside a word.
 * Each segment is its marked and unmarked pieces; all of them joined are the line. In linear time.
 */
export function commandSegments(line: string, marked: readonly TextRange[]): readonly (readonly CommandPiece[])[] {
  const ends = [...line.matchAll(/(?:&&|\|\|?|;+)[ \t]*/g)].map((match) => match.index + match[0].length)
  const bounds = [...new Set([0, ...ends.filter((end) => end < line.length), line.length])]
  const ranges = joined(marked)
  return bounds
    .slice(0, -1)
    .map((start, index) => piecesOf(line, { start, end: bounds[index + 1] ?? line.length }, ranges))
}

/** In the order of the text, none over another. */
function joined(ranges: readonly TextRange[]): readonly TextRange[] {
  const result: { start: number; end: number }[] = []
  for (const { start, end } of ranges.toSorted((one, other) => one.start - other.start)) {
    const last = result.at(-1)
    if (last !== undefined && start <= last.end) {
      last.end = Math.max(last.end, end)
    } else if (end > start) {
      result.push({ start, end })
    }
  }
  return result
}

function piecesOf(line: string, { start, end }: TextRange, ranges: readonly TextRange[]): readonly CommandPiece[] {
  const pieces: CommandPiece[] = []
  let done = start
  const add = (to: number, isMarked: boolean) => {
    if (to > done) {
      pieces.push({ text: line.slice(done, to), isMarked })
      done = to
    }
  }
  for (const range of ranges.filter((one) => one.end > start && one.start < end)) {
    add(Math.max(start, range.start), false)
    add(Math.min(end, range.end), true)
  }
  add(end, false)
  return pieces
}
