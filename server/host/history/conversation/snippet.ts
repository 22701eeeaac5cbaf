import type { Snippet } from '#shared/operations/history.ts'
import { type Wanted, marksIn } from '../database/searchedText.ts'

/** Looked at for a snippet; of what fits only further on the beginning is shown. */
const MOST_READ = 64 * 1024

/** Characters before the first mark and in all: two lines of a list. */
const BEFORE = 40
const LENGTH = 200

/** The piece of a text that shows what was found, on one line. */
export function snippetOf(text: string, wanted: readonly Wanted[]): Snippet {
  const line = text.slice(0, MOST_READ).replaceAll(/\s/g, ' ')
  const marks = marksIn(line, wanted)
  const [first] = marks
  const start = wordStart(line, Math.max(0, (first?.[0] ?? 0) - BEFORE))
  const piece = line.slice(start, start + LENGTH).replace(/[\uD800-\uDBFF]$/, '')
  const lead = start > 0 ? '…' : ''
  const trail = start + piece.length < text.length ? '…' : ''
  const shift = lead.length - start
  return {
    text: lead + piece + trail,
    marks: marks
      .filter(([from, to]) => from >= start && to <= start + piece.length)
      .map(([from, to]) => ({ from: from + shift, to: to + shift })),
  }
}

/** Not within a word where there is a space near by, and never within a character. */
function wordStart(line: string, at: number): number {
  const space = line.indexOf(' ', at)
  if (at > 0 && space !== -1 && space - at < BEFORE / 2) {
    return space + 1
  }
  return at > 0 && /[\uDC00-\uDFFF]/.test(line.charAt(at)) ? at + 1 : at
}
