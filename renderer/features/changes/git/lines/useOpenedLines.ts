import { useMemo, useState } from 'react'
import type { GitDiff, GitDiffLine } from '#shared/operations/git.ts'
import { errorMessage, showToast } from '#renderer/state/toasts.ts'
import type { Choice } from '../chosenLines.ts'
import type { DiffOf } from '../diffOf.ts'
import { type Opened, type Range, foldedLines, gapAt, partOf, sameLines, withEnd, withHeadings } from './gaps.ts'
import { readDiff } from './readDiff.ts'
import * as words from '../words.ts'

/** More than any file has that is shown. */
const WHOLE_FILE = 100_000

interface OpenedLinesProps {
  readonly diff: GitDiff
  readonly of: DiffOf
  readonly choice: Choice
  readonly onChoose: (choice: Choice) => void
}

/** The lines of a diff with those that were opened of its gaps. All lines are read once the first one is. What is chosen stays chosen. */
export function useOpenedLines({ diff, of, choice, onChoose }: OpenedLinesProps) {
  const [whole, setWhole] = useState<readonly GitDiffLine[] | null>(null)
  const [opened, setOpened] = useState<readonly Range[]>([])
  const given = diff.lines
  const lines = useMemo(
    () => (whole === null ? withEnd(given) : withHeadings(foldedLines(whole, opened), given)),
    [whole, opened, given],
  )
  const expand = async (at: number, how: Opened) => {
    const all = whole ?? (await wholeOf(of, diff.diff_id))
    if (all === null) {
      return
    }
    const ordinal = lines.slice(0, at).filter(({ kind }) => kind === 'gap').length
    const gap = gapAt(foldedLines(all, opened), ordinal)
    // Below the last change there may be nothing more.
    const next = gap === null ? opened : [...opened, partOf(gap, how)]
    onChoose(sameLines(choice, { before: lines, after: foldedLines(all, next) }))
    setWhole(all)
    setOpened(next)
  }
  return { lines, expand: (at: number, how: Opened) => void expand(at, how) }
}

/** null: it cannot be had, and that was told. */
async function wholeOf(of: DiffOf, diff_id: string): Promise<readonly GitDiffLine[] | null> {
  try {
    const diff = await readDiff(of, WHOLE_FILE)
    if (diff.kind === 'text' && diff.diff_id === diff_id) {
      return diff.lines
    }
    showToast(diff.kind === 'too_large' ? words.tooLargeToBeOpened : words.itChangedMeanwhile)
  } catch (error) {
    showToast(errorMessage(error))
  }
  return null
}
