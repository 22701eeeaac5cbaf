import { Columns2, Rows2 } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import type { SessionId } from '#shared/ids.ts'
import type { ChangedFile } from '#shared/operations/changes.ts'
import { LineTable } from '#renderer/content/lines/LineTable.tsx'
import { diffText } from '#renderer/content/lines/patch.ts'
import { replacementLines } from '#renderer/content/lines/requestedDiff.ts'
import { SideBySide } from '#renderer/content/lines/SideBySide.tsx'
import { useLineColours } from '#renderer/content/lines/useLineColours.ts'
import { WrapButton } from '#renderer/content/WrapButton.tsx'
import { errorMessage } from '#renderer/state/toasts.ts'
import { IconButton } from '#renderer/ui/Button.tsx'
import { CopyButton } from '#renderer/ui/CopyButton.tsx'
import { type Sides, loadSides } from './fileSides.ts'
import { ImagePair } from './git/images/ImageDiff.tsx'
import { ReviewedLines } from './ReviewedLines.tsx'
import * as words from './words.ts'

type State = { readonly kind: 'loading' } | { readonly kind: 'failed'; readonly problem: string } | Sides

interface ChangeDiffProps {
  readonly file: Pick<ChangedFile, 'path' | 'before_id' | 'after_id' | 'is_kept'>
  readonly session_id: SessionId
  /** Its lines can be commented on. */
  readonly isReviewed?: boolean
}

/** What changed in a file, line by line, or an image before and after; what is neither says what it is. */
export function ChangeDiff({ file, session_id, isReviewed = false }: ChangeDiffProps) {
  const [state, setState] = useState<State>({ kind: 'loading' })
  const { before_id, after_id, is_kept, path } = file
  useEffect(() => {
    let isOver = false
    const show = (next: State) => !isOver && setState(next)
    loadSides(session_id, { before_id, after_id, is_kept, path }).then(show, (error: unknown) =>
      show({ kind: 'failed', problem: errorMessage(error) }),
    )
    return () => {
      isOver = true
    }
  }, [session_id, before_id, after_id, is_kept, path])
  switch (state.kind) {
    case 'loading':
      return <Said>{words.loading}</Said>
    case 'failed':
      return <Said>{state.problem}</Said>
    case 'not_kept':
      return <Said>{words.itIsTooLargeOr}</Said>
    case 'binary':
      return <Said>{words.notTextItCanBe}</Said>
    case 'images':
      return <ImagePair path={path} sides={state} />
    case 'text':
      return <Lines sides={state} path={path} review={isReviewed ? session_id : null} />
  }
}

interface LinesProps {
  readonly sides: { readonly before: string; readonly after: string }
  readonly path: string
  /** Of this session; null: nobody comments here. */
  readonly review: SessionId | null
}

function Lines({ sides: { before, after }, path, review }: LinesProps) {
  const lines = useMemo(() => replacementLines(before, after), [before, after])
  const renderText = useLineColours(lines, path)
  const [isWrapped, setWrapped] = useState(false)
  const [isBeside, setBeside] = useState(false)
  const options = { signs: true, isLong: true, isWrapped, ...(renderText === undefined ? {} : { renderText }) }
  if (lines.every(({ kind }) => kind === 'same')) {
    return <Said>{words.itsContentIsTheSame}</Said>
  }
  const Icon = isBeside ? Rows2 : Columns2
  return (
    <div className="relative border-t border-line bg-surface">
      <div className="flex justify-end border-b border-line px-2">
        <IconButton
          label={isBeside ? words.oneBelowTheOther : words.sideBySide}
          className="max-md:hidden"
          onClick={() => setBeside(!isBeside)}
        >
          <Icon className="size-4" />
        </IconButton>
        <WrapButton isWrapped={isWrapped} onChange={setWrapped} />
        <CopyButton text={() => diffText(lines)} label={words.copyChange} />
      </div>
      {review !== null ? (
        <ReviewedLines lines={lines} path={path} session_id={review} isWrapped={isWrapped} isBeside={isBeside} />
      ) : isBeside ? (
        <SideBySide lines={lines} label={words.changesInPathBeforeAnd(path)} options={options} />
      ) : (
        <LineTable lines={lines} label={words.changesInPath(path)} options={options} />
      )}
    </div>
  )
}

function Said({ children }: { children: string }) {
  return <p className="border-t border-line px-4 py-3 text-sm text-muted">{children}</p>
}
