import { Columns2, Rows2 } from 'lucide-react'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import type { SessionId } from '#shared/ids.ts'
import type { ChangedFile } from '#shared/operations/changes.ts'
import { LineTable } from '#renderer/content/lines/LineTable.tsx'
import { diffText } from '#renderer/content/lines/patch.ts'
import { replacementLines } from '#renderer/content/lines/requestedDiff.ts'
import { SideBySide } from '#renderer/content/lines/SideBySide.tsx'
import { useLineColours } from '#renderer/content/lines/useLineColours.ts'
import { WrapButton } from '#renderer/content/WrapButton.tsx'
import { screenSize } from '#renderer/state/browser/screen.ts'
import { useStore } from '#renderer/state/store.ts'
import { errorMessage } from '#renderer/state/toasts.ts'
import { IconButton } from '#renderer/ui/Button.tsx'
import { classes } from '#renderer/ui/classes.ts'
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
  /** Buttons for the file, on phones: they stand below the diff, with its own. */
  readonly tools?: ReactNode
}

/** What changed in a file, line by line, or an image before and after; what is neither says what it is. */
export function ChangeDiff({ file, session_id, isReviewed = false, tools }: ChangeDiffProps) {
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
  if (state.kind === 'text') {
    return <Lines sides={state} path={path} review={isReviewed ? session_id : null} tools={tools} />
  }
  return (
    <WithTools tools={tools}>
      {state.kind === 'images' ? <ImagePair path={path} sides={state} /> : <Said>{saidOf(state)}</Said>}
    </WithTools>
  )
}

function WithTools({ tools, children }: { tools: ReactNode; children: ReactNode }) {
  return (
    <>
      {children}
      {tools !== undefined && <div className="flex justify-end px-2">{tools}</div>}
    </>
  )
}

/** What is said in the place of lines. */
function saidOf(state: Exclude<State, { kind: 'images' | 'text' }>): string {
  switch (state.kind) {
    case 'loading':
      return words.loading
    case 'failed':
      return state.problem
    case 'not_kept':
      return words.itIsTooLargeOr
    case 'binary':
      return words.notTextItCanBe
  }
}

interface LinesProps {
  readonly sides: { readonly before: string; readonly after: string }
  readonly path: string
  /** Of this session; null: nobody comments here. */
  readonly review: SessionId | null
  readonly tools: ReactNode
}

function Lines({ sides: { before, after }, path, review, tools }: LinesProps) {
  const isPhone = useStore(screenSize, (size) => size === 'phone')
  const lines = useMemo(() => replacementLines(before, after), [before, after])
  const renderText = useLineColours(lines, path)
  const [isWrapped, setWrapped] = useState(false)
  const [isBeside, setBeside] = useState(false)
  const options = { signs: true, isLong: true, isWrapped, ...(renderText === undefined ? {} : { renderText }) }
  if (lines.every(({ kind }) => kind === 'same')) {
    return (
      <WithTools tools={tools}>
        <Said>{words.itsContentIsTheSame}</Said>
      </WithTools>
    )
  }
  const Icon = isBeside ? Rows2 : Columns2
  const bar = (
    <div className={classes('flex justify-end border-line px-2', isPhone ? 'border-t' : 'border-b')}>
      {tools}
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
  )
  return (
    <div className="relative border-t border-line bg-surface">
      {!isPhone && bar}
      {review !== null ? (
        <ReviewedLines lines={lines} path={path} session_id={review} isWrapped={isWrapped} isBeside={isBeside} />
      ) : isBeside ? (
        <SideBySide lines={lines} label={words.changesInPathBeforeAnd(path)} options={options} />
      ) : (
        <LineTable lines={lines} label={words.changesInPath(path)} options={options} />
      )}
      {isPhone && bar}
    </div>
  )
}

function Said({ children }: { children: string }) {
  return <p className="border-t border-line px-4 py-3 text-sm text-muted">{children}</p>
}
