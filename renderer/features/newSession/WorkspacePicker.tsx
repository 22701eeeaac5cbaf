import { Folder, GitBranch } from 'lucide-react'
import { useState } from 'react'
import { withMarks } from '#shared/text/hiddenCharacters.ts'
import { callDesktop, isDesktop } from '#renderer/platform/desktop.ts'
import { showToast, errorMessage } from '#renderer/state/toasts.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Field, TextInput } from '#renderer/ui/Field.tsx'
import { classes } from '#renderer/ui/classes.ts'
import { RelativeTime } from '#renderer/ui/RelativeTime.tsx'
import { baseName } from '#shared/session/paths.ts'
import { type FolderState, useFolderStates } from './useFolderStates.ts'
import { FolderPicker } from './FolderPicker.tsx'
import { CloneFields } from './CloneFields.tsx'
import { NEW_CLONE, folderNameProblem, type RecentFolder, type WorkspaceChoice } from './workspaceChoice.ts'
import { Marked } from '#renderer/ui/Marked.tsx'
import * as words from './words.ts'

/** Picks the folder of a new session: a recent one, any other, or a new one. */
export function WorkspacePicker(props: {
  choice: WorkspaceChoice
  recent: readonly RecentFolder[]
  onChange: (choice: WorkspaceChoice) => void
}) {
  const { choice, recent, onChange } = props
  const [isBrowsing, setBrowsing] = useState(recent.length === 0)
  const states = useFolderStates(recent.map(({ path }) => path))
  return (
    <section aria-label={words.folder} className="space-y-2">
      <div className="flex flex-wrap items-center gap-1.5 max-md:gap-0 max-md:[&>button]:px-2">
        <h2 className="mr-auto text-sm font-medium">{recent.length === 0 ? words.folder : words.recentFolders}</h2>
        <Button variant="ghost" aria-expanded={isBrowsing} onClick={() => setBrowsing(!isBrowsing)}>
          {words.browse}
        </Button>
        {isDesktop() && <SystemDialogButton onPick={pick} />}
        <Button
          variant="ghost"
          aria-pressed={choice.kind === 'managed'}
          onClick={() => {
            setBrowsing(false)
            onChange({ kind: 'managed', name: '' })
          }}
        >
          {words.newFolder}
        </Button>
        <Button
          variant="ghost"
          aria-pressed={choice.kind === 'clone'}
          onClick={() => {
            setBrowsing(false)
            onChange(NEW_CLONE)
          }}
        >
          {words.cloneAsking}
        </Button>
      </div>
      {isBrowsing && <FolderPicker onPick={pick} />}
      {choice.kind === 'managed' && <NewFolder name={choice.name} onChange={onChange} />}
      {choice.kind === 'clone' && <CloneFields choice={choice} onChange={onChange} />}
      {recent.length > 0 && (
        <ul className="divide-y divide-line overflow-hidden rounded-card border border-line bg-surface">
          {recent.map((folder) => (
            <RecentRow
              key={folder.path}
              folder={folder}
              state={states.get(folder.path) ?? null}
              isChosen={choice.kind === 'folder' && choice.path === folder.path}
              onPick={() => pick(folder.path)}
            />
          ))}
        </ul>
      )}
    </section>
  )

  function pick(path: string): void {
    setBrowsing(false)
    onChange({ kind: 'folder', path })
  }
}

interface RecentRowProps {
  readonly folder: RecentFolder
  /** null: in no repository, or not known yet. */
  readonly state: FolderState | null
  readonly isChosen: boolean
  readonly onPick: () => void
}

function RecentRow({ folder: { path, at }, state, ...props }: RecentRowProps) {
  return (
    <li>
      <button
        type="button"
        aria-pressed={props.isChosen}
        title={withMarks(path)}
        onClick={props.onPick}
        className={classes(
          'smooth flex min-h-10 w-full items-center gap-x-3 px-3 text-left text-sm touch:min-h-12 max-md:flex-wrap max-md:py-1.5',
          props.isChosen ? 'bg-accent-ground' : 'hover:bg-raised',
        )}
      >
        <Folder className="size-4 shrink-0" aria-hidden="true" />
        <span dir="auto" className="min-w-0 truncate font-medium max-md:flex-1 md:w-1/5">
          <Marked text={baseName(path)} code />
        </span>
        <span dir="auto" className="min-w-0 flex-1 truncate font-mono text-xs text-muted max-md:hidden">
          <Marked text={path} code />
        </span>
        {state !== null && <RepositoryState state={state} />}
        <span className="ml-auto w-20 shrink-0 text-right text-xs text-muted">
          <RelativeTime at={at} />
        </span>
      </button>
    </li>
  )
}

/** Its branch, and whether all is committed there. On phones below its name. */
function RepositoryState({ state: { base, uncommitted } }: { state: FolderState }) {
  return (
    <span className="flex shrink-0 items-center gap-3 text-xs text-muted max-md:order-last max-md:w-full max-md:pl-7 md:w-60">
      <span className="flex min-w-0 flex-1 items-center gap-1.5 max-md:flex-initial">
        <GitBranch className="size-3.5 shrink-0" aria-hidden="true" />
        <bdi className="truncate">
          <Marked text={base} code />
        </bdi>
      </span>
      <span className="shrink-0 md:w-26">{uncommitted > 0 ? words.uncommitted(uncommitted) : words.clean}</span>
    </span>
  )
}

/** Opens the system's own dialog, in the desktop program. */
function SystemDialogButton({ onPick }: { onPick: (path: string) => void }) {
  return (
    <Button variant="ghost" onClick={() => void choose()}>
      {words.systemDialog}
    </Button>
  )

  async function choose(): Promise<void> {
    try {
      const { path } = await callDesktop('folder.choose', {})
      if (path !== null) {
        onPick(path)
      }
    } catch (error) {
      showToast(errorMessage(error))
    }
  }
}

function NewFolder({ name, onChange }: { name: string; onChange: (choice: WorkspaceChoice) => void }) {
  const problem = name === '' ? null : folderNameProblem(name)
  return (
    <Field label={words.nameOfTheNewFolder} hint={problem ?? words.homeportKeepsItAmongIts}>
      <TextInput
        autoFocus
        value={name}
        aria-invalid={problem !== null}
        onChange={(event) => onChange({ kind: 'managed', name: event.target.value })}
      />
    </Field>
  )
}
