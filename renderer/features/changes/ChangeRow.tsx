import { ChevronDown, ChevronRight, ExternalLink, Undo2 } from 'lucide-react'
import { useState } from 'react'
import type { ChangedFile } from '#shared/operations/changes.ts'
import type { SessionId } from '#shared/ids.ts'
import { screenSize } from '#renderer/state/browser/screen.ts'
import { useStore } from '#renderer/state/store.ts'
import { showTab } from '#renderer/state/browser/pane.ts'
import { paneTab } from '#renderer/state/browser/paneTabs.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { IconButton } from '#renderer/ui/Button.tsx'
import { classes } from '#renderer/ui/classes.ts'
import { CopyButton } from '#renderer/ui/CopyButton.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { ChangeDiff } from './ChangeDiff.tsx'
import type { Opening } from './FilesWithDiff.tsx'
import { LineTotals } from './LineTotals.tsx'
import { PutBackDialog } from './PutBackDialog.tsx'
import * as words from './words.ts'

interface ChangeRowProps {
  readonly file: ChangedFile
  readonly session_id: SessionId
  /** null: of several turns, so that there is no one before to put it back to. */
  readonly turn_id: string | null
  readonly onChanged: () => Promise<void>
}

const letters = {
  added: { letter: 'A', tone: 'text-good' },
  modified: { letter: 'M', tone: 'text-accent' },
  deleted: { letter: 'D', tone: 'text-bad' },
} as const

/** One file: what happened to it. */
export function ChangeRow({ file, opening }: Pick<ChangeRowProps, 'file'> & { opening: Opening }) {
  const { isOpen, isInPlace, onToggle } = opening
  const { letter, tone } = letters[file.kind]
  const name = file.path.split('/').at(-1) ?? file.path
  const folder = file.path.slice(0, -name.length - 1)
  const Chevron = isOpen ? ChevronDown : ChevronRight
  return (
    <button
      type="button"
      aria-expanded={isInPlace ? isOpen : undefined}
      aria-current={!isInPlace && isOpen}
      onClick={onToggle}
      className={classes(
        'smooth flex min-h-9 w-full items-center gap-2.5 px-4 py-1 text-left hover:bg-raised touch:min-h-12',
        isOpen && (isInPlace ? 'bg-raised' : 'bg-selected'),
      )}
    >
      <span aria-label={file.kind} className={classes('w-4 shrink-0 text-center font-mono font-medium', tone)}>
        {letter}
      </span>
      <span className="min-w-0 flex-1 truncate">
        <bdi className="max-md:block max-md:truncate max-md:text-base">
          <Marked text={name} code />
        </bdi>{' '}
        <bdi className="text-muted max-md:block max-md:truncate max-md:text-sm">
          <Marked text={folder} code />
        </bdi>
      </span>
      {file.now !== 'as_after' && (
        <span className="shrink-0 text-sm text-muted">
          {file.now === 'as_before' ? words.putBack : words.changedSince}
        </span>
      )}
      <LineTotals files={[file]} />
      {isInPlace && <Chevron className="size-4 shrink-0 text-muted" aria-hidden="true" />}
    </button>
  )
}

/** Its diff, and what can be done with it. */
export function OpenedChange({ file, session_id, turn_id, onChanged }: ChangeRowProps) {
  const isPhone = useStore(screenSize, (size) => size === 'phone')
  const tools = <Actions file={file} session_id={session_id} turn_id={turn_id} onChanged={onChanged} />
  const about = aboutOf(file)
  if (isPhone) {
    return (
      <>
        {about !== words.byClaude && <p className="border-t border-line px-4 py-2 text-sm text-muted">{about}</p>}
        <ChangeDiff file={file} session_id={session_id} isReviewed tools={tools} />
      </>
    )
  }
  return (
    <>
      <div className="flex items-center gap-1 px-4 py-1 text-sm text-muted">
        <span className="min-w-0 flex-1">
          <bdi className="mr-2 font-mono text-xs wrap-anywhere text-text">
            <Marked text={file.path} code />
          </bdi>
          <span>{about}</span>
        </span>
        {tools}
      </div>
      <ChangeDiff file={file} session_id={session_id} isReviewed />
    </>
  )
}

function Actions({ file, session_id, turn_id, onChanged }: ChangeRowProps) {
  const [isAsking, setAsking] = useState(false)
  const mayDrive = useMay('drive')
  const files = paneTab('files')
  return (
    <>
      <CopyButton text={file.path} label={words.copyPath} />
      {files !== null && file.kind !== 'deleted' && (
        <IconButton label={words.openFile} onClick={() => showTab(files, file.path)}>
          <ExternalLink className="size-4" />
        </IconButton>
      )}
      {mayDrive && turn_id !== null && file.now !== 'as_before' && (
        <IconButton label={words.putThisFileBack} onClick={() => setAsking(true)}>
          <Undo2 className="size-4" />
        </IconButton>
      )}
      {isAsking && turn_id !== null && (
        <PutBackDialog
          session_id={session_id}
          turn_id={turn_id}
          paths={[file.path]}
          onClose={() => setAsking(false)}
          onDone={onChanged}
        />
      )}
    </>
  )
}

/** Who changed it, and what its lines do not tell. */
function aboutOf({ by, mode, is_link }: ChangedFile): string {
  const who = by.who === 'claude' ? (byTool.get(by.tool ?? '') ?? words.byClaude) : words.byClaudeAndOthers
  return [who, ...(mode === null ? [] : [words.modeMode(mode)]), ...(is_link ? [words.aLinkWhereItLeads] : [])].join(
    ' · ',
  )
}

/** Where it was no edit of Claude's own. */
const byTool: ReadonlyMap<string, string> = new Map([
  ['Bash', words.byACommandOfClaudes],
  ['background', words.byATaskInThe],
])
