import { useMemo, useState } from 'react'
import type { SessionId } from '#shared/ids.ts'
import type { GitDiffLine } from '#shared/operations/git.ts'
import type { DiffLine } from '#renderer/content/lines/patch.ts'
import { screenSize } from '#renderer/state/browser/screen.ts'
import { useStore } from '#renderer/state/store.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { classes } from '#renderer/ui/classes.ts'
import { type Choice, placeOf } from './git/chosenLines.ts'
import { type Opened, type Range, foldedLines, partOf, sameLines } from './git/lines/gaps.ts'
import { GitLines } from './git/lines/GitLines.tsx'
import { PlacedComment } from './git/PlacedComment.tsx'
import * as words from './words.ts'

interface ReviewedLinesProps {
  readonly lines: readonly DiffLine[]
  readonly path: string
  readonly session_id: SessionId
  readonly isWrapped: boolean
  readonly isBeside: boolean
}

/** What Claude changed in a file: lines are chosen by their numbers or by keys, and commented on. */
export function ReviewedLines({ lines, path, session_id, isWrapped, isBeside }: ReviewedLinesProps) {
  const [opened, setOpened] = useState<readonly Range[]>([])
  const [choice, setChoice] = useState<Choice>(new Set())
  const [isCommenting, setCommenting] = useState(false)
  const mayDrive = useMay('drive')
  const isPhone = useStore(screenSize, (size) => size === 'phone')
  const whole = useMemo(() => withBothNumbers(lines), [lines])
  const listed = useMemo(() => foldedLines(whole, opened), [whole, opened])
  const expand = (at: number, how: Opened) => {
    const gap = listed[at]?.hidden
    if (gap !== undefined) {
      const next = [...opened, partOf(gap, how)]
      setChoice(sameLines(choice, { before: listed, after: foldedLines(whole, next) }))
      setOpened(next)
    }
  }
  const end = () => {
    setCommenting(false)
    setChoice(new Set())
  }
  const isBelow = mayDrive && isCommenting && choice.size > 0
  const comment = () => (
    <PlacedComment
      of={{ session_id, path }}
      place={placeOf(listed, choice)}
      onCancel={() => setCommenting(false)}
      onDone={end}
    />
  )
  const bar = mayDrive && choice.size > 0 && (
    <div
      className={classes(
        'flex min-h-9 items-center border-line px-2',
        isPhone ? 'sticky bottom-0 z-1 border-t bg-surface' : 'border-b',
      )}
    >
      <Button onClick={() => setCommenting(true)}>{words.comment}</Button>
    </div>
  )
  return (
    <>
      {!isPhone && bar}
      <GitLines
        lines={listed}
        path={path}
        isWrapped={isWrapped}
        isBeside={isBeside}
        choice={choice}
        onChoose={setChoice}
        onComment={() => setCommenting(true)}
        onExpand={expand}
        below={isBelow ? { at: Math.max(...choice), content: comment() } : null}
      />
      {isPhone && bar}
    </>
  )
}

function withBothNumbers(lines: readonly DiffLine[]): readonly GitDiffLine[] {
  let old = 0
  let fresh = 0
  return lines.map(({ kind, text }): GitDiffLine => {
    old += kind === 'same' || kind === 'removed' ? 1 : 0
    fresh += kind === 'same' || kind === 'added' ? 1 : 0
    return { kind, text, old: kind === 'added' ? null : old, new: kind === 'removed' ? null : fresh }
  })
}
