import type { GitDiffLine } from '#shared/operations/git.ts'

/** Unchanged lines shown around a change, and how many more come at once. */
export const CONTEXT = 3
const STEP = 20

/** Lines of a whole diff, from the first to before the last, by their position. */
export interface Range {
  readonly from: number
  readonly to: number
}

/** A line as it is shown; of a gap what it leaves out, where that is known. */
export type ShownLine = GitDiffLine & { readonly hidden?: Range }

/** Which lines of a gap: those after what is above it, those before what is below it, or all. */
export type Opened = 'above' | 'below' | 'all'

/**
 * The lines around the changes of a whole diff and those in `opened`, with a gap for each run that is left out, as Git has them.
 * Pure, in linear time.
 */
export function foldedLines(whole: readonly GitDiffLine[], opened: readonly Range[]): readonly ShownLine[] {
  const isShown = shownIn(whole, opened)
  const lines: ShownLine[] = []
  for (let at = 0; at < whole.length;) {
    let to = at
    while (to < whole.length && isShown[to] !== 1) {
      to += 1
    }
    if (to > at) {
      lines.push({ kind: 'gap', text: '', old: null, new: null, hidden: { from: at, to } })
    }
    if (to < whole.length) {
      lines.push(...whole.slice(to, to + 1))
    }
    at = to + 1
  }
  return lines
}

function shownIn(whole: readonly GitDiffLine[], opened: readonly Range[]): Uint8Array {
  const isShown = new Uint8Array(whole.length)
  whole.forEach(({ kind }, at) => {
    if (kind !== 'same') {
      isShown.fill(1, Math.max(0, at - CONTEXT), at + CONTEXT + 1)
    }
  })
  opened.forEach(({ from, to }) => isShown.fill(1, from, to))
  return isShown
}

/** What is to be opened of a gap. */
export function partOf({ from, to }: Range, how: Opened): Range {
  return how === 'all'
    ? { from, to }
    : how === 'above'
      ? { from, to: Math.min(to, from + STEP) }
      : { from: Math.max(from, to - STEP), to }
}

/** The gap that is the so-manieth of a diff, in another showing of the same diff. null: there is none. */
export function gapAt(lines: readonly ShownLine[], ordinal: number): Range | null {
  return lines.filter(({ kind }) => kind === 'gap')[ordinal]?.hidden ?? null
}

/** How many lines a gap leaves out; null: that is not known, as below the last change. */
export function countOf(lines: readonly ShownLine[], at: number): number | null {
  const hidden = lines[at]?.hidden
  if (hidden !== undefined) {
    return hidden.to - hidden.from
  }
  const next = lines[at + 1]
  const before = lines[at - 1]
  const [first, last] = [before?.old ?? before?.new ?? 0, next?.old ?? next?.new ?? null]
  return last === null ? null : last - first - 1
}

/** Where it may offer something: below the first line of a file is nothing to open, nor above its last. */
export function waysOf(lines: readonly ShownLine[], at: number): readonly Opened[] {
  const count = countOf(lines, at)
  const isFew = count !== null && count <= STEP
  const ways: readonly (Opened | null)[] = isFew
    ? ['all']
    : [at > 0 ? 'above' : null, at < lines.length - 1 ? 'below' : null, 'all']
  return ways.filter((way) => way !== null)
}

/** What Git gives around changes, with a gap at its end where the file may go on. */
export function withEnd(lines: readonly GitDiffLine[]): readonly ShownLine[] {
  const tail = lines.slice(-CONTEXT)
  const mayGoOn = tail.length === CONTEXT && tail.every(({ kind }) => kind === 'same')
  return mayGoOn ? [...lines, { kind: 'gap', text: '', old: null, new: null }] : lines
}

/** With the names that Git gave to what follows a gap. */
export function withHeadings(lines: readonly ShownLine[], given: readonly GitDiffLine[]): readonly ShownLine[] {
  const names = new Map(
    given.flatMap((line, at): [string, string][] => {
      const next = given[at + 1]
      return line.kind === 'gap' && next !== undefined ? [[nameOf(next), line.text]] : []
    }),
  )
  return lines.map((line, at) => {
    const next = lines[at + 1]
    return line.kind === 'gap' && next !== undefined ? { ...line, text: names.get(nameOf(next)) ?? '' } : line
  })
}

/** The same lines of another showing of the same diff, by their positions there. */
export function sameLines(
  choice: ReadonlySet<number>,
  { before, after }: { readonly before: readonly GitDiffLine[]; readonly after: readonly GitDiffLine[] },
): ReadonlySet<number> {
  const chosen = new Set(before.filter(({ kind }, at) => kind !== 'gap' && choice.has(at)).map(nameOf))
  return new Set(after.flatMap((line, at) => (line.kind !== 'gap' && chosen.has(nameOf(line)) ? [at] : [])))
}

function nameOf({ old, new: fresh }: GitDiffLine): string {
  return `${old} ${fresh}`
}
