import { Folder } from 'lucide-react'
import { useState } from 'react'
import type { SessionId } from '#shared/ids.ts'
import { useStore } from '#renderer/state/store.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { Field, TextInput } from '#renderer/ui/Field.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { moveFile } from '../fileActions.ts'
import { treeOf } from '../listing/fileTree.ts'
import { folderOf, join, nameOf } from '../listing/treeRows.ts'
import * as words from '../words.ts'

/** Asks for the folder that something goes to: one that the tree knows, or one that is typed. */
export function MoveDialog({
  session_id,
  path,
  onClose,
}: {
  session_id: SessionId
  path: string
  onClose: () => void
}) {
  const [folder, setFolder] = useState(folderOf(path))
  const [isBusy, setBusy] = useState(false)
  const wanted = folder.replace(/\/$/, '')
  const submit = async (to: string) => {
    setBusy(true)
    const isMoved = await moveFile(session_id, path, to)
    setBusy(false)
    if (isMoved) {
      onClose()
    }
  }
  return (
    <Dialog title={words.moveNameOf(nameOf(path))} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void submit(wanted)
        }}
      >
        <Field label={words.folder} hint={words.fromTheProjectEmptyThe}>
          <TextInput
            value={folder}
            maxLength={4000}
            autoFocus
            autoCapitalize="off"
            autoCorrect="off"
            spellCheck={false}
            onChange={(event) => setFolder(event.target.value)}
          />
        </Field>
        <Folders session_id={session_id} path={path} chosen={wanted} onChoose={setFolder} />
        <div className="mt-4 flex justify-end gap-2">
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button variant="primary" type="submit" disabled={isBusy || wanted === folderOf(path)}>
            {words.move}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

interface FoldersProps {
  readonly session_id: SessionId
  /** What is moved: it goes neither into itself nor to where it is. */
  readonly path: string
  readonly chosen: string
  readonly onChoose: (folder: string) => void
}

function Folders({ session_id, path, chosen, onChoose }: FoldersProps) {
  const { folders } = useStore(treeOf(session_id).state, (state) => state)
  const known = [...folders].flatMap(([at, listed]) =>
    listed.kind === 'ready'
      ? listed.entries.filter(({ kind }) => kind === 'folder').map(({ name }) => join(at, name))
      : [],
  )
  const offered = ['', ...known.toSorted((left, right) => (left < right ? -1 : 1))].filter(
    (one) => one !== folderOf(path) && one !== path && !one.startsWith(`${path}/`),
  )
  return (
    <ul aria-label={words.folders} className="thin-scroll mt-2 max-h-56 overflow-y-auto">
      {offered.map((one) => (
        <li key={one}>
          <button
            type="button"
            aria-pressed={one === chosen}
            onClick={() => onChoose(one)}
            className="flex min-h-8 w-full items-center gap-2 rounded-control px-2 text-left text-sm hover:bg-raised aria-pressed:bg-raised touch:min-h-11"
          >
            <Folder className="size-4 shrink-0 text-muted" aria-hidden="true" />
            <bdi className="min-w-0 truncate">{one === '' ? words.theProjectItself : <Marked text={one} />}</bdi>
          </button>
        </li>
      ))}
    </ul>
  )
}
