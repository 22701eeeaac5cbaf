import { useState } from 'react'
import { withMarks } from '#shared/text/hiddenCharacters.ts'
import { callDesktop, isDesktop } from '#renderer/platform/desktop.ts'
import { showToast, errorMessage } from '#renderer/state/toasts.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Field, TextInput } from '#renderer/ui/Field.tsx'
import { baseName } from '#shared/session/paths.ts'
import { FolderPicker } from './FolderPicker.tsx'
import { folderNameProblem, type WorkspaceChoice } from './workspaceChoice.ts'
import { Marked } from '#renderer/ui/Marked.tsx'

/** Picks the folder of a new session: a recent project, any folder, or a new one. */
export function WorkspacePicker(props: {
  choice: WorkspaceChoice
  recent: readonly string[]
  onChange: (choice: WorkspaceChoice) => void
}) {
  const { choice, recent, onChange } = props
  const [isBrowsing, setBrowsing] = useState(recent.length === 0)
  return (
    <fieldset className="space-y-2">
      <legend className="mb-1 text-sm font-medium">Folder</legend>
      {choice.kind === 'folder' && (
        <p className="rounded-control border border-accent bg-accent-ground px-3 py-2 font-mono wrap-anywhere">
          <Marked text={choice.path} code />
        </p>
      )}
      <div className="flex flex-wrap gap-1.5">
        {recent.map((path) => (
          <Button
            key={path}
            title={withMarks(path)}
            aria-pressed={choice.kind === 'folder' && choice.path === path}
            onClick={() => pick(path)}
          >
            <Marked text={baseName(path)} code />
          </Button>
        ))}
        <Button variant="ghost" aria-expanded={isBrowsing} onClick={() => setBrowsing(!isBrowsing)}>
          Browse…
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
          New folder
        </Button>
      </div>
      {isBrowsing && <FolderPicker onPick={pick} />}
      {choice.kind === 'managed' && <NewFolder name={choice.name} onChange={onChange} />}
    </fieldset>
  )

  function pick(path: string): void {
    setBrowsing(false)
    onChange({ kind: 'folder', path })
  }
}

/** Opens the system's own dialog, in the desktop program. */
function SystemDialogButton({ onPick }: { onPick: (path: string) => void }) {
  return (
    <Button variant="ghost" onClick={() => void choose()}>
      System dialog…
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
    <Field label="Name of the new folder" hint={problem ?? 'Homeport keeps it among its own workspaces.'}>
      <TextInput
        autoFocus
        value={name}
        aria-invalid={problem !== null}
        onChange={(event) => onChange({ kind: 'managed', name: event.target.value })}
      />
    </Field>
  )
}
