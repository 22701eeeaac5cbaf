import { type DragEvent, useState } from 'react'
import type { SessionId } from '#shared/ids.ts'
import type { Session } from '#shared/session/session.ts'
import { showTab } from '#renderer/state/browser/pane.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { classes } from '#renderer/ui/classes.ts'
import { deleteFile, makeFile, makeFolder, renameFile } from '../fileActions.ts'
import { NameDialog } from '../NameDialog.tsx'
import { upload } from '../uploading.ts'
import { FileTreeView } from './FileTreeView.tsx'
import { type FileTree, treeOf } from '../listing/fileTree.ts'
import { type Asking, TreeBar } from './TreeBar.tsx'
import { folderOf, join, nameOf } from '../listing/treeRows.ts'

/** The tree with what can be done to its files. Files that are dropped on it are uploaded to the chosen folder. */
export function TreePane({ session: { id } }: { session: Session }) {
  const tree = treeOf(id)
  const [chosen, setChosen] = useState('')
  const [asking, setAsking] = useState<Asking | null>(null)
  const mayDrive = useMay('drive')
  const folder = folderFor(tree, chosen)
  const { isOver, ...drop } = useDrop(mayDrive, (files) => upload(id, folder, files))
  return (
    <div
      {...drop}
      className={classes(
        'flex min-h-0 flex-1 flex-col',
        isOver && 'outline-2 -outline-offset-4 outline-accent outline-dashed',
      )}
    >
      <TreeBar session_id={id} tree={tree} chosen={chosen} folder={folder} mayDrive={mayDrive} onAsk={setAsking} />
      <FileTreeView
        tree={tree}
        chosen={chosen}
        onChoose={setChosen}
        onOpen={(path) => showTab('files', path)}
        onKey={(key, path) => {
          if (mayDrive) {
            void (key === 'F2' ? setAsking({ what: 'name', path }) : deleteFile(id, path))
          }
        }}
      />
      {asking !== null && (
        <NameDialog
          title={titleOf(asking)}
          initial={asking.what === 'name' ? nameOf(asking.path) : ''}
          onClose={() => setAsking(null)}
          onName={(name) => named(id, asking, name)}
        />
      )}
    </div>
  )
}

function titleOf(asking: Asking): string {
  return asking.what === 'name'
    ? `Rename ${nameOf(asking.path)}`
    : `New ${asking.what} in ${asking.folder || 'the project'}`
}

/** False: the name was not taken. */
async function named(id: SessionId, asking: Asking, name: string): Promise<boolean> {
  if (asking.what === 'name') {
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

/** Takes files that are dropped. What the page does with dropped files elsewhere it does not do here. */
function useDrop(isOffered: boolean, take: (files: readonly File[]) => void) {
  const [isOver, setOver] = useState(false)
  const isFiles = ({ dataTransfer }: DragEvent) => isOffered && dataTransfer.types.includes('Files')
  return {
    isOver,
    onDragOver: (event: DragEvent) => {
      if (isFiles(event)) {
        event.preventDefault()
        event.stopPropagation()
        setOver(true)
      }
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      setOver(false)
      if (isFiles(event)) {
        event.preventDefault()
        event.stopPropagation()
        take([...event.dataTransfer.files])
      }
    },
  }
}

/** The chosen folder, or the one that the chosen file lies in. */
function folderFor(tree: FileTree, chosen: string): string {
  const listed = tree.state.get().folders.get(folderOf(chosen))
  const isFolder =
    listed?.kind === 'ready' && listed.entries.some(({ name, kind }) => name === nameOf(chosen) && kind === 'folder')
  return isFolder ? chosen : folderOf(chosen)
}
