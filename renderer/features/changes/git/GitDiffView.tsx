import { Columns2, Rows2 } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import type { GitDiff, GitDiffLine } from '#shared/operations/git.ts'
import { diffText } from '#renderer/content/lines/patch.ts'
import { WrapButton } from '#renderer/content/WrapButton.tsx'
import { screenSize } from '#renderer/state/browser/screen.ts'
import { useStore } from '#renderer/state/store.ts'
import { errorMessage } from '#renderer/state/toasts.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { Button, IconButton } from '#renderer/ui/Button.tsx'
import { classes } from '#renderer/ui/classes.ts'
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

interface GitDiffViewProps {
  readonly of: DiffOf
  readonly version: number
  /** Buttons for the file, on phones: they stand below the diff, with its own. */
  readonly tools?: ReactNode
}

/** How a file differs between two sides; its lines can be staged, thrown away and commented on. */
export function GitDiffView({ of, version, tools }: GitDiffViewProps) {
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
  if (state !== null && 'kind' in state && state.kind === 'text' && state.lines.length > 0) {
    return <Lines key={state.diff_id} diff={state} of={of} tools={tools} />
  }
  const image = state !== null && 'kind' in state && state.kind === 'binary' ? imageType(path) : null
  return (
    <>
      {image === null ? <Said>{saidOf(state)}</Said> : <ImageDiff of={of} type={image} version={version} />}
      {tools !== undefined && <div className="flex justify-end px-2">{tools}</div>}
    </>
  )
}

/** What is said in the place of lines. */
function saidOf(state: GitDiff | { readonly problem: string } | null): string {
  if (state === null) {
    return words.loading
  }
  if ('problem' in state) {
    return state.problem
  }
  return state.mode === null ? about[state.kind] : words.itsModeChanged(state.mode)
}

const about: Readonly<Record<GitDiff['kind'], string>> = {
  text: words.anEmptyFile,
  binary: words.notTextItCanBeStaged,
  too_large: words.thisChangeIsTooLarge,
  submodule: words.aSubmoduleAnotherCommitOf,
  same: words.itsContentIsTheSame,
}

function Lines({ diff, of, tools }: { diff: GitDiff; of: DiffOf; tools: ReactNode }) {
  const isPhone = useStore(screenSize, (size) => size === 'phone')
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
  const bar = (
    <DiffBar isPhone={isPhone} isChosen={choice.size > 0}>
      <ChosenActions
        lines={lines}
        diff_id={diff.diff_id}
        of={of}
        choice={choice}
        onComment={() => setCommenting(true)}
        onDone={end}
        onChoose={setChoice}
      />
      <span className="ml-auto flex items-center gap-1">
        {tools}
        <IconButton
          label={isBeside ? words.oneBelowTheOther : words.sideBySide}
          className="max-md:hidden"
          onClick={() => setBeside(!isBeside)}
        >
          {isBeside ? <Rows2 className="size-4" /> : <Columns2 className="size-4" />}
        </IconButton>
        <WrapButton isWrapped={isWrapped} onChange={setWrapped} />
        <CopyButton text={() => diffText(shownAs(lines))} label={words.copyChange} />
      </span>
    </DiffBar>
  )
  return (
    <div className="relative border-t border-line bg-surface">
      {!isPhone && bar}
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
      {isPhone && bar}
    </div>
  )
}

/** What can be done with a diff: above it, on phones below. What is done with chosen lines stays in reach there. */
function DiffBar(props: { isPhone: boolean; isChosen: boolean; children: ReactNode }) {
  const { isPhone, isChosen, children } = props
  return (
    <div
      className={classes(
        'flex min-h-9 flex-wrap items-center gap-1 border-line bg-surface px-2',
        isPhone ? 'border-t' : 'border-b',
        isPhone && isChosen && 'sticky bottom-0 z-1',
      )}
    >
      {children}
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
