import type { GitDiffLine } from '#shared/operations/git.ts'

/** Which of the gaps of a diff are opened, by `gapAt`. */
export type OpenGaps = ReadonlySet<string>

/** The same gap, whichever others are opened: by the line that follows it. */
export function gapAt(lines: readonly GitDiffLine[], index: number): string {
  const next = lines[index + 1]
  return next === undefined ? 'end' : `${next.old} ${next.new}`
}

/** Unchanged lines that Git shows around a change. */
const CONTEXT = 3

/** Behind as many unchanged lines as are shown around a change there may be more. */
export function withEnd(lines: readonly GitDiffLine[]): readonly GitDiffLine[] {
  const last = lines.slice(-CONTEXT)
  return last.length === CONTEXT && last.every(({ kind }) => kind === 'same')
    ? [...lines, { kind: 'gap', text: '', old: null, new: null }]
    : lines
}

/**
 * A diff with the lines of its opened gaps in their place. `whole`: the same diff without gaps. Pure, in linear time.
 */
export function withOpened(
  lines: readonly GitDiffLine[],
  whole: readonly GitDiffLine[],
  opened: OpenGaps,
): readonly GitDiffLine[] {
  if (opened.size === 0) {
    return lines
  }
  const unchanged = new Map(whole.flatMap((line) => (line.kind === 'same' ? [[line.new, line] as const] : [])))
  const most = whole.reduce((highest, line) => Math.max(highest, line.new ?? 0), 0)
  let last = 0
  return lines.flatMap((line, index) => {
    if (line.kind !== 'gap' || !opened.has(gapAt(lines, index))) {
      last = line.new ?? last
      return [line]
    }
    const end = lines[index + 1]?.new ?? most + 1
    const between = Array.from({ length: Math.max(0, end - last - 1) }, (_, more) => unchanged.get(last + 1 + more))
    return between.filter((one) => one !== undefined)
  })
}
