import { useMemo, useState } from 'react'
import type { SessionId } from '#shared/ids.ts'
import type { DiffLine } from '#renderer/content/lines/patch.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { type Choice, placeOf } from './git/chosenLines.ts'
import type { OpenGaps } from './git/gaps.ts'
import { GitLines } from './git/GitLines.tsx'
import { PlacedComment } from './git/PlacedComment.tsx'
import { reviewLines } from './reviewLines.ts'
import * as words from './words.ts'

interface ReviewedLinesProps {
  readonly lines: readonly DiffLine[]
  readonly path: string
  readonly session_id: SessionId
  readonly isWrapped: boolean
}

/** What Claude changed in a file: lines are chosen by their numbers or by keys, and commented on. */
export function ReviewedLines({ lines, path, session_id, isWrapped }: ReviewedLinesProps) {
  const [opened, setOpened] = useState<OpenGaps>(new Set())
  const [choice, setChoice] = useState<Choice>(new Set())
  const [isCommenting, setCommenting] = useState(false)
  const mayDrive = useMay('drive')
  const listed = useMemo(() => reviewLines(lines, opened), [lines, opened])
  const shown = useMemo(
    () => listed.map((line): DiffLine => ({ kind: line.kind, text: line.text, number: line.new ?? line.old })),
    [listed],
  )
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
  return (
    <>
      {mayDrive && choice.size > 0 && (
        <div className="flex min-h-9 items-center border-b border-line px-2">
          <Button onClick={() => setCommenting(true)}>{words.comment}</Button>
        </div>
      )}
      <GitLines
        lines={listed}
        shown={shown}
        path={path}
        isWrapped={isWrapped}
        choice={choice}
        onChoose={setChoice}
        onComment={() => setCommenting(true)}
        onExpand={(gap) => {
          // Lines are known by where they stand in what is shown.
          end()
          setOpened((before) => new Set([...before, gap]))
        }}
        below={isBelow ? { at: Math.max(...choice), content: comment() } : null}
      />
    </>
  )
}
