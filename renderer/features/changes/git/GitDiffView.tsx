import { Columns2, Rows2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { GitDiff, GitDiffLine } from '#shared/operations/git.ts'
import { diffText } from '#renderer/content/lines/patch.ts'
import { WrapButton } from '#renderer/content/WrapButton.tsx'
import { errorMessage } from '#renderer/state/toasts.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { Button, IconButton } from '#renderer/ui/Button.tsx'
import { CopyButton } from '#renderer/ui/CopyButton.tsx'
import { type Choice, changesSomething, hunkAt, numbersOf, placeOf } from './chosenLines.ts'
import type { DiffOf } from './diffOf.ts'
import { discard, stage } from './gitActions.ts'
import { ImageDiff } from './images/ImageDiff.tsx'
import { imageType } from './images/imageSides.ts'
import { CONTEXT } from './lines/gaps.ts'
import { GitLines, shownAs } from './lines/GitLines.tsx'
import { readDiff } from './lines/readDiff.ts'
import { useOpenedLines } from './lines/useOpenedLines.ts'
import { PlacedComment } from './PlacedComment.tsx'
import * as words from './words.ts'

/** How a file differs between two sides; its lines can be staged, thrown away and commented on. */
export function GitDiffView({ of, version }: { of: DiffOf; version: number }) {
  const [state, setState] = useState<GitDiff | { readonly problem: string } | null>(null)
  const { session_id, path, from, sides, revision } = of
  useEffect(() => {
    let isOver = false
    readDiff({ session_id, path, from, sides, revision }, CONTEXT).then(
      (diff) => !isOver && setState(diff),
      (error: unknown) => !isOver && setState({ problem: errorMessage(error) }),
    )
    return () => {
      isOver = true
    }
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- another version of the repository is read anew
  }, [session_id, path, from, sides, revision, version])
  if (state === null) {
    return <Said>{words.loading}</Said>
  }
  if ('problem' in state) {
    return <Said>{state.problem}</Said>
  }
  const image = state.kind === 'binary' ? imageType(path) : null
  if (image !== null) {
    return <ImageDiff of={of} type={image} version={version} />
  }
  return state.kind === 'text' && state.lines.length > 0 ? (
    <Lines key={state.diff_id} diff={state} of={of} />
  ) : (
    <Said>{state.mode === null ? about[state.kind] : words.itsModeChanged(state.mode)}</Said>
  )
}

const about: Readonly<Record<GitDiff['kind'], string>> = {
  text: words.anEmptyFile,
  binary: words.notTextItCanBeStaged,
  too_large: words.thisChangeIsTooLarge,
  submodule: words.aSubmoduleAnotherCommitOf,
  same: words.itsContentIsTheSame,
}

function Lines({ diff, of }: { diff: GitDiff; of: DiffOf }) {
  const [choice, setChoice] = useState<Choice>(new Set())
  const { lines, expand } = useOpenedLines({ diff, of, choice, onChoose: setChoice })
  const [isCommenting, setCommenting] = useState(false)
  const [isWrapped, setWrapped] = useState(false)
  const [isBeside, setBeside] = useState(false)
  const place = placeOf(lines, choice)
  const last = Math.max(-1, ...choice)
  const end = () => {
    setCommenting(false)
    setChoice(new Set())
  }
  const commentBox = <PlacedComment of={of} place={place} onCancel={() => setCommenting(false)} onDone={end} />
  return (
    <div className="relative border-t border-line bg-surface">
      <div className="flex min-h-9 flex-wrap items-center gap-1 border-b border-line px-2">
        <ChosenActions
          lines={lines}
          diff_id={diff.diff_id}
          of={of}
          choice={choice}
          onComment={() => setCommenting(true)}
          onDone={end}
          onChoose={setChoice}
        />
        <IconButton
          label={isBeside ? words.oneBelowTheOther : words.sideBySide}
          className="ml-auto max-md:hidden"
          onClick={() => setBeside(!isBeside)}
        >
          {isBeside ? <Rows2 className="size-4" /> : <Columns2 className="size-4" />}
        </IconButton>
        <WrapButton isWrapped={isWrapped} onChange={setWrapped} />
        <CopyButton text={() => diffText(shownAs(lines))} label={words.copyChange} />
      </div>
      <GitLines
        lines={lines}
        path={of.path}
        isWrapped={isWrapped}
        isBeside={isBeside}
        choice={choice}
        onChoose={setChoice}
        onComment={() => setCommenting(true)}
        onExpand={expand}
        below={isCommenting && choice.size > 0 ? { at: last, content: commentBox } : null}
      />
    </div>
  )
}

interface ChosenActionsProps {
  readonly lines: readonly GitDiffLine[]
  readonly diff_id: string
  readonly of: DiffOf
  readonly choice: Choice
  readonly onChoose: (choice: Choice) => void
  readonly onComment: () => void
  readonly onDone: () => void
}

/** What can be done with the lines that are chosen. */
function ChosenActions({ lines, diff_id, of, choice, onChoose, onComment, onDone }: ChosenActionsProps) {
  const mayDrive = useMay('drive')
  if (!mayDrive) {
    return null
  }
  if (choice.size === 0) {
    return <span className="px-2 text-xs text-muted">{words.selectLines}</span>
  }
  const { session_id, path, sides } = of
  const chosen = { session_id, paths: [path], diff_id, lines: numbersOf(lines, choice) }
  const isChange = changesSomething(lines, choice) && sides !== 'against' && sides !== 'commit'
  const [first = 0] = choice
  const doing = (work: Promise<void>) => void work.then(onDone)
  return (
    <>
      <Button variant="ghost" onClick={() => onChoose(hunkAt(lines, first))}>
        {words.wholeHunk}
      </Button>
      {isChange && (
        <Button onClick={() => doing(stage(chosen, sides === 'working'))}>
          {sides === 'working' ? words.stageLines : words.unstageLines}
        </Button>
      )}
      {isChange && sides === 'working' && <Button onClick={() => doing(discard(chosen))}>{words.discardLines}</Button>}
      <Button onClick={onComment}>{words.comment}</Button>
    </>
  )
}

function Said({ children }: { children: string }) {
  return <p className="border-t border-line px-4 py-3 text-sm text-muted">{children}</p>
}
