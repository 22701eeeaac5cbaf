import { ChevronDown, ChevronRight, ExternalLink, Undo2 } from 'lucide-react'
import { useState } from 'react'
import type { GitFile } from '#shared/operations/git.ts'
import type { SessionId } from '#shared/ids.ts'
import { baseName } from '#shared/session/paths.ts'
import { screenSize } from '#renderer/state/browser/screen.ts'
import { useStore } from '#renderer/state/store.ts'
import { showTab } from '#renderer/state/browser/pane.ts'
import { paneTab } from '#renderer/state/browser/paneTabs.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { IconButton } from '#renderer/ui/Button.tsx'
import { classes } from '#renderer/ui/classes.ts'
import { CopyButton } from '#renderer/ui/CopyButton.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import type { Opening } from '../FilesWithDiff.tsx'
import { LineTotals } from '../LineTotals.tsx'
import { type Side, totalOf } from './groups.ts'
import { discard, stage } from './gitActions.ts'
import { GitDiffView } from './GitDiffView.tsx'
import * as words from './words.ts'

interface GitFileItemProps {
  readonly file: GitFile
  readonly side: Side
  readonly session_id: SessionId
  /** Compared with this branch; null: with what is committed and staged. */
  readonly against: string | null
  readonly version: number
}

const letters = {
  added: { letter: 'A', tone: 'text-good' },
  untracked: { letter: 'A', tone: 'text-good' },
  modified: { letter: 'M', tone: 'text-accent' },
  type_changed: { letter: 'T', tone: 'text-accent' },
  renamed: { letter: 'R', tone: 'text-accent' },
  deleted: { letter: 'D', tone: 'text-bad' },
} as const

interface GitRowProps extends Omit<GitFileItemProps, 'version' | 'against'> {
  readonly opening: Opening
  /** In a tree, from the left. */
  readonly depth?: number
}

/** A file in a tree: its line, and its diff right below it when it is open. */
export function GitFileItem(props: GitFileItemProps & { readonly depth: number }) {
  const { depth, ...of } = props
  const { file, side, session_id } = of
  const [isOpen, setOpen] = useState(false)
  const opening = { isOpen, isInPlace: true, onToggle: () => setOpen(!isOpen) }
  return (
    <li className="border-b border-line">
      <GitRow file={file} side={side} session_id={session_id} depth={depth} opening={opening} />
      {isOpen && <OpenedGitFile {...of} />}
    </li>
  )
}

/** One file of the repository that changed: whether it is staged, and what happened to it. */
export function GitRow({ file, side, session_id, opening, depth = 0 }: GitRowProps) {
  const { isOpen, isInPlace, onToggle } = opening
  const Chevron = isOpen ? ChevronDown : ChevronRight
  return (
    <div
      className={classes(
        'flex min-h-9 items-center gap-1 pr-4 pl-3 hover:bg-raised touch:min-h-12',
        isOpen && (isInPlace ? 'bg-raised' : 'bg-selected'),
      )}
      style={depth === 0 ? undefined : { paddingInlineStart: `${12 + depth * 16}px` }}
    >
      {side !== 'against' && <Staged file={file} side={side} session_id={session_id} />}
      <button
        type="button"
        aria-expanded={isInPlace ? isOpen : undefined}
        aria-current={!isInPlace && isOpen}
        onClick={onToggle}
        className="flex min-h-9 min-w-0 flex-1 items-center gap-2.5 py-1 text-left touch:min-h-12"
      >
        <Letter file={file} side={side} />
        <span className="min-w-0 flex-1 truncate">
          <bdi className="max-md:block max-md:truncate max-md:text-base">
            <Marked text={baseName(file.path)} code />
          </bdi>{' '}
          <bdi className="text-muted max-md:block max-md:truncate max-md:text-xs">
            <Marked text={besideName(file, depth)} code />
          </bdi>
        </span>
        <LineTotals files={[totalOf(file, side)]} />
        {isInPlace && <Chevron className="size-4 shrink-0 text-muted" aria-hidden="true" />}
      </button>
    </div>
  )
}

/** Where it was before, or lies; a tree shows that itself. */
function besideName({ from, path }: GitFile, depth: number): string {
  return from !== null ? words.fromFrom(from) : depth > 0 ? '' : path.slice(0, Math.max(0, path.lastIndexOf('/')))
}

function Letter({ file, side }: { file: GitFile; side: Side }) {
  const change = (side === 'staged' ? file.staged : file.unstaged) ?? 'modified'
  const { letter, tone } = file.is_conflict ? { letter: '!', tone: 'text-bad' } : letters[change]
  return (
    <span
      aria-label={file.is_conflict ? words.conflict : words.changeNames[change]}
      className={classes('w-4 shrink-0 text-center font-mono font-medium', tone)}
    >
      {letter}
    </span>
  )
}

/** A ticked file is staged; a press moves it to the other side. */
function Staged({ file, side, session_id }: Pick<GitFileItemProps, 'file' | 'side' | 'session_id'>) {
  const mayDrive = useMay('drive')
  const isIn = side === 'staged'
  const paths = isIn && file.from !== null ? [file.path, file.from] : [file.path]
  return (
    <label className="flex size-8 shrink-0 items-center justify-center touch:size-11">
      <input
        type="checkbox"
        className="size-4 accent-accent"
        aria-label={(isIn ? words.pathIsStaged : words.stagePath)(file.path)}
        checked={isIn}
        disabled={!mayDrive}
        onChange={() => void stage({ session_id, paths }, !isIn)}
      />
    </label>
  )
}

/** Its diff, and what can be done with it. */
export function OpenedGitFile({ file, side, session_id, against, version }: GitFileItemProps) {
  const of = {
    session_id,
    path: file.path,
    from: file.from,
    sides: side,
    revision: against,
  } as const
  const isPhone = useStore(screenSize, (size) => size === 'phone')
  const tools = <FileActions file={file} side={side} session_id={session_id} />
  if (isPhone) {
    return (
      <>
        {file.is_conflict && (
          <p className="border-t border-line px-4 py-2 text-sm text-muted">{words.inConflictBothSidesOf}</p>
        )}
        <GitDiffView of={of} version={version} tools={tools} />
      </>
    )
  }
  return (
    <>
      <div className="flex flex-wrap items-center gap-1 px-4 py-1 text-sm text-muted">
        <span className="min-w-0 flex-1">
          <bdi className="mr-2 font-mono text-xs wrap-anywhere text-text">
            <Marked text={file.path} code />
          </bdi>
          {file.is_conflict && words.inConflictBothSidesOf}
        </span>
        {tools}
      </div>
      <GitDiffView of={of} version={version} />
    </>
  )
}

function FileActions({ file, side, session_id }: Pick<GitFileItemProps, 'file' | 'side' | 'session_id'>) {
  const mayDrive = useMay('drive')
  const files = paneTab('files')
  return (
    <>
      <CopyButton text={file.path} label={words.copyPath} />
      {files !== null && file.unstaged !== 'deleted' && file.staged !== 'deleted' && (
        <IconButton label={words.openFile} onClick={() => showTab(files, file.path)}>
          <ExternalLink className="size-4" />
        </IconButton>
      )}
      {side === 'working' && mayDrive && !file.is_conflict && (
        <IconButton label={words.discardChanges} onClick={() => void discard({ session_id, paths: [file.path] })}>
          <Undo2 className="size-4" />
        </IconButton>
      )}
    </>
  )
}
