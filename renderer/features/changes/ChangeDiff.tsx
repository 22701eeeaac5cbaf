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
import * as words from './words.ts'

type State = { readonly kind: 'loading' } | { readonly kind: 'failed'; readonly problem: string } | Sides

/** What changed in a file, line by line; what is no text says what it is. */
export function ChangeDiff({ file, session_id }: { file: ChangedFile; session_id: SessionId }) {
  const [state, setState] = useState<State>({ kind: 'loading' })
  const { before_id, after_id, is_kept } = file
  useEffect(() => {
    let isOver = false
    const show = (next: State) => !isOver && setState(next)
    loadSides(session_id, { before_id, after_id, is_kept }).then(show, (error: unknown) =>
      show({ kind: 'failed', problem: errorMessage(error) }),
    )
    return () => {
      isOver = true
    }
  }, [session_id, before_id, after_id, is_kept])
  switch (state.kind) {
    case 'loading':
      return <Said>{words.loading}</Said>
    case 'failed':
      return <Said>{state.problem}</Said>
    case 'not_kept':
      return <Said>{words.itIsTooLargeOr}</Said>
    case 'binary':
      return <Said>{words.notTextItCanBe}</Said>
    case 'text':
      return <Lines before={state.before} after={state.after} path={file.path} />
  }
}

function Lines({ before, after, path }: { before: string; after: string; path: string }) {
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
      {isBeside ? (
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
