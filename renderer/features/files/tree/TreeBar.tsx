import {
  Camera,
  Copy,
  Download,
  Eye,
  EyeOff,
  FilePlus,
  FolderInput,
  FolderPlus,
  MoreHorizontal,
  Pencil,
  RefreshCw,
  Trash2,
  Upload,
} from 'lucide-react'
import { type ChangeEvent, useRef, useState } from 'react'
import type { SessionId } from '#shared/ids.ts'
import { errorMessage, showToast } from '#renderer/state/toasts.ts'
import { IconButton } from '#renderer/ui/Button.tsx'
import { Menu, MenuItem } from '#renderer/ui/Menu.tsx'
import { deleteFile, duplicateFile } from '../fileActions.ts'
import { download } from '../fileCalls.ts'
import type { FileTree } from '../listing/fileTree.ts'
import { nameOf } from '../listing/treeRows.ts'
import * as words from '../words.ts'

/** A name that is asked for: of something new in a folder, or a new one of what is there. */
export type Asking =
  | { readonly what: 'file' | 'folder'; readonly folder: string }
  | { readonly what: 'name' | 'place'; readonly path: string }

interface TreeBarProps {
  readonly session_id: SessionId
  readonly tree: FileTree
  readonly chosen: string
  /** Where something new goes. */
  readonly folder: string
  readonly mayDrive: boolean
  readonly onAsk: (asking: Asking) => void
  readonly onFiles: (files: readonly File[]) => void
}

/** What can be done above the tree, and to the line that is chosen. */
export function TreeBar(props: TreeBarProps) {
  const { tree, chosen, mayDrive } = props
  const [isOpen, setOpen] = useState(false)
  const [showsIgnored, setShows] = useState(tree.showsIgnored)
  const more = useRef<HTMLButtonElement>(null)
  return (
    <div className="flex flex-none items-center gap-0.5 px-2 py-1">
      {mayDrive && <NewButtons {...props} />}
      <span className="flex-1" />
      <IconButton
        label={words.showWhatGitIgnores}
        aria-pressed={showsIgnored}
        onClick={() => {
          setShows(!showsIgnored)
          tree.showIgnored(!showsIgnored)
        }}
      >
        {showsIgnored ? <Eye className="size-4" /> : <EyeOff className="size-4" />}
      </IconButton>
      <IconButton label={words.lookAgain} onClick={() => void tree.refresh()}>
        <RefreshCw className="size-4" />
      </IconButton>
      <IconButton
        ref={more}
        label={chosen === '' ? words.more : words.moreForNameOf(nameOf(chosen))}
        onClick={() => setOpen(true)}
      >
        <MoreHorizontal className="size-4" />
      </IconButton>
      {isOpen && (
        <Menu label={words.files} anchor={more} onClose={() => setOpen(false)}>
          <Actions {...props} onDone={() => setOpen(false)} />
        </Menu>
      )}
    </div>
  )
}

function NewButtons({ folder, onAsk, onFiles }: TreeBarProps) {
  const picker = useRef<HTMLInputElement>(null)
  const camera = useRef<HTMLInputElement>(null)
  const take = ({ target }: ChangeEvent<HTMLInputElement>) => {
    onFiles([...(target.files ?? [])])
    // The same file may be chosen again.
    target.value = ''
  }
  return (
    <>
      <IconButton label={words.newFile} onClick={() => onAsk({ what: 'file', folder })}>
        <FilePlus className="size-4" />
      </IconButton>
      <IconButton label={words.newFolder} onClick={() => onAsk({ what: 'folder', folder })}>
        <FolderPlus className="size-4" />
      </IconButton>
      <IconButton label={words.uploadToFolder(folder || words.theProject)} onClick={() => picker.current?.click()}>
        <Upload className="size-4" />
      </IconButton>
      <span className="hidden touch:contents">
        <IconButton label={words.takeAPhoto} onClick={() => camera.current?.click()}>
          <Camera className="size-4" />
        </IconButton>
      </span>
      <input ref={picker} type="file" multiple hidden aria-label={words.filesToUpload} onChange={take} />
      <input
        ref={camera}
        type="file"
        accept="image/*"
        capture="environment"
        hidden
        aria-label={words.photoToUpload}
        onChange={take}
      />
    </>
  )
}

function Actions({ session_id, chosen, mayDrive, onAsk, onDone }: TreeBarProps & { readonly onDone: () => void }) {
  const choose = (run: () => unknown) => () => {
    onDone()
    void run()
  }
  const fetchIt = () => download(session_id, chosen).catch((error: unknown) => showToast(errorMessage(error)))
  return (
    <>
      <MenuItem icon={<Download className="size-4" />} onChoose={choose(fetchIt)}>
        {chosen === '' ? words.downloadTheProject : words.download}
      </MenuItem>
      {mayDrive && chosen !== '' && (
        <>
          <MenuItem icon={<Pencil className="size-4" />} onChoose={choose(() => onAsk({ what: 'name', path: chosen }))}>
            {words.rename}
          </MenuItem>
          <MenuItem
            icon={<FolderInput className="size-4" />}
            onChoose={choose(() => onAsk({ what: 'place', path: chosen }))}
          >
            {words.moveAsking}
          </MenuItem>
          <MenuItem icon={<Copy className="size-4" />} onChoose={choose(() => duplicateFile(session_id, chosen))}>
            {words.duplicate}
          </MenuItem>
          <MenuItem
            icon={<Trash2 className="size-4" />}
            isDangerous
            onChoose={choose(() => deleteFile(session_id, chosen))}
          >
            {words.deleteIt}
          </MenuItem>
        </>
      )}
    </>
  )
}
