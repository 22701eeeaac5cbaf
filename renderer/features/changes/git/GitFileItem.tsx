import { ChevronDown, ChevronRight, ExternalLink, Undo2 } from 'lucide-react'
import { useState } from 'react'
import type { GitFile } from '#shared/operations/git.ts'
import type { SessionId } from '#shared/ids.ts'
import { baseName } from '#shared/session/paths.ts'
import { showTab } from '#renderer/state/browser/pane.ts'
import { paneTab } from '#renderer/state/browser/paneTabs.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { IconButton } from '#renderer/ui/Button.tsx'
import { classes } from '#renderer/ui/classes.ts'
import { CopyButton } from '#renderer/ui/CopyButton.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { Segments } from '#renderer/ui/Segments.tsx'
import type { Opening } from '../FilesWithDiff.tsx'
import { LineTotals } from '../LineTotals.tsx'
import { discard, stage } from './gitActions.ts'
import { GitDiffView } from './GitDiffView.tsx'
import * as words from './words.ts'

interface GitFileItemProps {
  readonly file: GitFile
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

interface GitRowProps extends Omit<GitFileItemProps, 'version'> {
  readonly opening: Opening
  /** In a tree, from the left. */
  readonly depth?: number
}

/** A file in a tree: its line, and its diff right below it when it is open. */
export function GitFileItem(props: GitFileItemProps & { readonly depth: number }) {
  const { depth, ...of } = props
  const [isOpen, setOpen] = useState(false)
  const opening = { isOpen, isInPlace: true, onToggle: () => setOpen(!isOpen) }
  return (
    <li className="border-b border-line">
      <GitRow {...of} depth={depth} opening={opening} />
      {isOpen && <OpenedGitFile {...of} />}
    </li>
  )
}

/** One file of the repository that changed: whether it is staged, and what happened to it. */
export function GitRow({ file, session_id, against, opening, depth = 0 }: GitRowProps) {
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
      {against === null && <Staged file={file} session_id={session_id} />}
      <button
        type="button"
        aria-expanded={isInPlace ? isOpen : undefined}
        aria-current={!isInPlace && isOpen}
        onClick={onToggle}
        className="flex min-h-9 min-w-0 flex-1 items-center gap-2.5 py-1 text-left touch:min-h-12"
      >
        <Letter file={file} />
        <span className="min-w-0 flex-1 truncate">
          <bdi>
            <Marked text={baseName(file.path)} code />
          </bdi>{' '}
          <bdi className="text-muted">
            <Marked text={besideName(file, depth)} code />
          </bdi>
        </span>
        <LineTotals files={[totalOf(file)]} />
        {isInPlace && <Chevron className="size-4 shrink-0 text-muted" aria-hidden="true" />}
      </button>
    </div>
  )
}

/** Where it was before, or lies; a tree shows that itself. */
function besideName({ from, path }: GitFile, depth: number): string {
  return from !== null ? words.fromFrom(from) : depth > 0 ? '' : path.slice(0, Math.max(0, path.lastIndexOf('/')))
}

function Letter({ file }: { file: GitFile }) {
  const change = file.unstaged ?? file.staged ?? 'modified'
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

/** Lines on both sides of the index together. */
export function totalOf({ staged_lines, unstaged_lines }: GitFile) {
  const isText = staged_lines !== null || unstaged_lines !== null
  const sum = (of: 'additions' | 'deletions') => (staged_lines?.[of] ?? 0) + (unstaged_lines?.[of] ?? 0)
  return { additions: isText ? sum('additions') : null, deletions: isText ? sum('deletions') : null }
}

/** A ticked file is in the next commit; half a tick: some of it. */
function Staged({ file, session_id }: Pick<GitFileItemProps, 'file' | 'session_id'>) {
  const mayDrive = useMay('drive')
  const isIn = file.staged !== null && file.unstaged === null
  const isHalf = file.staged !== null && file.unstaged !== null
  const paths = file.from === null ? [file.path] : [file.path, file.from]
  return (
    <label className="flex size-8 shrink-0 items-center justify-center touch:size-11">
      <input
        type="checkbox"
        className="size-4 accent-accent"
        aria-label={words.stagePath(file.path)}
        checked={isIn}
        ref={(box) => {
          if (box !== null) {
            box.indeterminate = isHalf
          }
        }}
        disabled={!mayDrive}
        onChange={() => void stage({ session_id, paths: isIn ? paths : [file.path] }, !isIn)}
      />
    </label>
  )
}

/** Its diff, and what can be done with it. */
export function OpenedGitFile({ file, session_id, against, version }: GitFileItemProps) {
  const [wanted, setWanted] = useState<'working' | 'staged'>('working')
  const isBoth = file.staged !== null && file.unstaged !== null
  const side = isBoth ? wanted : file.unstaged === null ? 'staged' : 'working'
  const of = {
    session_id,
    path: file.path,
    from: file.from,
    sides: against === null ? side : 'against',
    revision: against,
  } as const
  return (
    <>
      <div className="flex flex-wrap items-center gap-1 px-4 py-1 text-sm text-muted max-md:border-t max-md:border-line">
        <span className="min-w-0 flex-1">
          <bdi className="mr-2 font-mono text-xs wrap-anywhere text-text max-md:hidden">
            <Marked text={file.path} code />
          </bdi>
          {file.is_conflict && `${words.inConflictBothSidesOf} `}
          {isBoth && against === null && (
            <Segments
              label={words.whichSide}
              value={wanted}
              choices={[
                ['working', words.notStaged],
                ['staged', words.staged],
              ]}
              onChoose={setWanted}
            />
          )}
        </span>
        <FileActions file={file} session_id={session_id} isShown={against === null} />
      </div>
      <GitDiffView of={of} version={version} />
    </>
  )
}

function FileActions({
  file,
  session_id,
  isShown,
}: Pick<GitFileItemProps, 'file' | 'session_id'> & { isShown: boolean }) {
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
      {isShown && mayDrive && file.unstaged !== null && !file.is_conflict && (
        <IconButton label={words.discardChanges} onClick={() => void discard({ session_id, paths: [file.path] })}>
          <Undo2 className="size-4" />
        </IconButton>
      )}
    </>
  )
}
