import { Suspense, useEffect, useEffectEvent, useState } from 'react'
import type { SessionId } from '#shared/ids.ts'
import type { Session } from '#shared/session/session.ts'
import { showTab } from '#renderer/state/browser/pane.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { classes } from '#renderer/ui/classes.ts'
import { deleteFile, makeFile, makeFolder, moveFile, renameFile } from '../fileActions.ts'
import { NameDialog } from '../NameDialog.tsx'
import { type Dropped, useDropTarget } from '../moving/dragging.ts'
import type { Chosen } from '../uploads/UploadDialog.tsx'
import { lazyComponent } from '#renderer/ui/lazyComponent.tsx'
import { FileTreeView } from './FileTreeView.tsx'
import { type FileTree, treeOf } from '../listing/fileTree.ts'
import { type Asking, TreeBar } from './TreeBar.tsx'
import { folderOf, join, nameOf } from '../listing/treeRows.ts'
import * as words from '../words.ts'

const UploadDialog = lazyComponent(async () => (await import('../uploads/UploadDialog.tsx')).UploadDialog)
const MoveDialog = lazyComponent(async () => (await import('../moving/MoveDialog.tsx')).MoveDialog)

/** The tree with what can be done to its files. Files that are dropped, pasted or chosen are shown before they go. */
export function TreePane({ session: { id } }: { session: Session }) {
  const tree = treeOf(id)
  const [chosen, setChosen] = useState('')
  const [asking, setAsking] = useState<Asking | null>(null)
  const mayDrive = useMay('drive')
  const folder = folderFor(tree, chosen)
  const [going, setGoing] = useState<Chosen | null>(null)
  const send = (files: readonly File[], to = folder) => files.length > 0 && setGoing({ folder: to, files })
  const dropped = (to: string, { path, files }: Dropped) =>
    path === null ? send(files, to) : void moveFile(id, path, to)
  const { isOver, ...drop } = useDropTarget(mayDrive ? id : null, (what) =>
    dropped(what.path === null ? folder : '', what),
  )
  usePastedFiles(mayDrive ? send : null)
  return (
    <div
      {...drop}
      className={classes(
        'flex min-h-0 flex-1 flex-col',
        isOver && 'outline-2 -outline-offset-4 outline-accent outline-dashed',
      )}
    >
      <TreeBar
        session_id={id}
        tree={tree}
        chosen={chosen}
        folder={folder}
        mayDrive={mayDrive}
        onAsk={setAsking}
        onFiles={send}
      />
      <FileTreeView
        tree={tree}
        chosen={chosen}
        drag={mayDrive ? { session: id, onDrop: dropped } : null}
        onChoose={setChosen}
        onOpen={(path) => showTab('files', path)}
        onKey={(key, path) => {
          if (mayDrive) {
            void (key === 'F2' ? setAsking({ what: 'name', path }) : deleteFile(id, path))
          }
        }}
      />
      {going !== null && (
        <Suspense>
          <UploadDialog {...going} session_id={id} taken={namesIn(tree, going.folder)} onClose={() => setGoing(null)} />
        </Suspense>
      )}
      {asking !== null && <Asked id={id} asking={asking} onClose={() => setAsking(null)} />}
    </div>
  )
}

function Asked({ id, asking, onClose }: { id: SessionId; asking: Asking; onClose: () => void }) {
  return asking.what === 'place' ? (
    <Suspense>
      <MoveDialog session_id={id} path={asking.path} onClose={onClose} />
    </Suspense>
  ) : (
    <NameDialog
      title={titleOf(asking)}
      initial={'path' in asking ? nameOf(asking.path) : ''}
      onClose={onClose}
      onName={(name) => named(id, asking, name)}
    />
  )
}

function titleOf(asking: Asking): string {
  return 'path' in asking
    ? words.renameNameOf(nameOf(asking.path))
    : words.newIn[asking.what](asking.folder || words.theProject)
}

/** False: the name was not taken. */
async function named(id: SessionId, asking: Asking, name: string): Promise<boolean> {
  if ('path' in asking) {
    return renameFile(id, asking.path, name)
  }
  const path = join(asking.folder, name)
  if (asking.what === 'folder') {
    return makeFolder(id, path)
  }
  const isMade = await makeFile(id, path)
  if (isMade) {
    showTab('files', path)
  }
  return isMade
}

/** Pasted files, wherever the keyboard is, unless somebody writes there. */
function usePastedFiles(take: ((files: readonly File[]) => void) | null) {
  const taken = useEffectEvent((files: readonly File[]) => take?.(files))
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const isTyping =
        event.target instanceof Element && event.target.closest('input, textarea, [contenteditable]') !== null
      const files = [...(event.clipboardData?.files ?? [])]
      if (!isTyping && files.length > 0) {
        event.preventDefault()
        taken(files)
      }
    }
    window.addEventListener('paste', paste)
    return () => window.removeEventListener('paste', paste)
  }, [])
}

/** The names in a folder, as far as they are known. */
function namesIn(tree: FileTree, folder: string): ReadonlySet<string> {
  const listed = tree.state.get().folders.get(folder)
  return new Set(listed?.kind === 'ready' ? listed.entries.map(({ name }) => name) : [])
}

/** The chosen folder, or the one that the chosen file lies in. */
function folderFor(tree: FileTree, chosen: string): string {
  const listed = tree.state.get().folders.get(folderOf(chosen))
  const isFolder =
    listed?.kind === 'ready' && listed.entries.some(({ name, kind }) => name === nameOf(chosen) && kind === 'folder')
  return isFolder ? chosen : folderOf(chosen)
}
