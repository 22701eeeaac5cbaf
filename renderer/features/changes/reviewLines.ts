import type { GitDiffLine } from '#shared/operations/git.ts'
import type { DiffLine } from '#renderer/content/lines/patch.ts'
import { type OpenGaps, withOpened } from './git/gaps.ts'
import * as words from './words.ts'

/** Unchanged lines shown around a change. */
const CONTEXT = 3

/**
 * A diff of two whole texts with the numbers of both sides, as lines that can be chosen. Unchanged lines away from changes are left
 * out, but for the gaps that are opened. Pure, in linear time.
 */
export function reviewLines(lines: readonly DiffLine[], opened: OpenGaps): readonly GitDiffLine[] {
  const all = withBothNumbers(lines)
  const shown: GitDiffLine[] = []
  for (let at = 0; at < all.length;) {
    const end = endOfRun(all, at)
    const isSame = all[at]?.kind === 'same'
    const [first, last] = [at === 0 ? 0 : CONTEXT, end === all.length ? 0 : CONTEXT]
    const left = end - at - first - last
    if (isSame && left > 1) {
      const gap: GitDiffLine = { kind: 'gap', text: words.unchangedLinesLeftOut(left), old: null, new: null }
      shown.push(...all.slice(at, at + first), gap, ...all.slice(end - last, end))
    } else {
      shown.push(...all.slice(at, end))
    }
    at = end
  }
  return withOpened(shown, all, opened)
}

function withBothNumbers(lines: readonly DiffLine[]): GitDiffLine[] {
  let old = 0
  let fresh = 0
  return lines.map(({ kind, text }): GitDiffLine => {
    old += kind === 'same' || kind === 'removed' ? 1 : 0
    fresh += kind === 'same' || kind === 'added' ? 1 : 0
    return { kind, text, old: kind === 'added' ? null : old, new: kind === 'removed' ? null : fresh }
  })
}

/** Behind the last line in a row that is unchanged as this one is, or changed as it is. */
function endOfRun(lines: readonly GitDiffLine[], from: number): number {
  const isSame = lines[from]?.kind === 'same'
  let end = from
  while (end < lines.length && (lines[end]?.kind === 'same') === isSame) {
    end += 1
  }
  return end
}
