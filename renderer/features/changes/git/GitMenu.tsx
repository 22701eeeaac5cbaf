import {
  ArrowDownToLine,
  ArrowUpFromLine,
  FolderTree,
  GitBranch,
  History,
  Layers,
  MoreHorizontal,
  RefreshCw,
  Timer,
} from 'lucide-react'
import type { SessionId } from '#shared/ids.ts'
import { useStore } from '#renderer/state/store.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { IconButton } from '#renderer/ui/Button.tsx'
import { Menu, MenuItem } from '#renderer/ui/Menu.tsx'
import { useMenu } from '#renderer/ui/useMenu.ts'
import { asTree, showAsTree } from './files/asTree.ts'
import { sync } from './sync/sync.ts'
import * as words from './words.ts'

/** What the tab shows of the repository. */
export type GitView = 'files' | 'branches' | 'history' | 'auto' | 'stashes'

export const viewNames: Readonly<Record<Exclude<GitView, 'files'>, string>> = {
  branches: words.branches,
  history: words.history,
  auto: words.autoCommit,
  stashes: words.putAside,
}

/** What else can be looked at, and done with remotes: behind a button of its own. */
export function GitMenu({ session_id, onView }: { session_id: SessionId; onView: (view: GitView) => void }) {
  const { isOpen, button, toggle, close } = useMenu()
  return (
    <>
      <IconButton ref={button} label={words.repository} aria-haspopup="menu" aria-expanded={isOpen} onClick={toggle}>
        <MoreHorizontal className="size-4" />
      </IconButton>
      {isOpen && (
        <Menu label={words.repository} anchor={button} onClose={close}>
          <GitMenuItems session_id={session_id} onView={onView} close={close} />
        </Menu>
      )}
    </>
  )
}

interface GitMenuItemsProps {
  readonly session_id: SessionId
  /** The branch, where nothing beside the menu says it. */
  readonly branch?: string
  readonly onView: (view: GitView) => void
  readonly close: () => void
}

/** The entries of that menu. */
export function GitMenuItems({ session_id, branch, onView, close }: GitMenuItemsProps) {
  const mayDrive = useMay('drive')
  const isTree = useStore(asTree, (is) => is)
  const doing = (work: () => void) => () => {
    close()
    work()
  }
  return (
    <>
      {mayDrive && (
        <>
          <MenuItem
            icon={<RefreshCw className="size-4" />}
            onChoose={doing(() => void sync(session_id, { what: 'fetch' }))}
          >
            {words.fetch}
          </MenuItem>
          <MenuItem
            icon={<ArrowDownToLine className="size-4" />}
            onChoose={doing(() => void sync(session_id, { what: 'pull' }))}
          >
            {words.pull}
          </MenuItem>
          <MenuItem
            icon={<ArrowUpFromLine className="size-4" />}
            onChoose={doing(() => void sync(session_id, { what: 'push' }))}
          >
            {words.push}
          </MenuItem>
          <hr className="my-1 border-line" />
        </>
      )}
      <MenuItem icon={<FolderTree className="size-4" />} onChoose={doing(() => showAsTree(!isTree))}>
        {isTree ? words.filesAsAList : words.filesAsATree}
      </MenuItem>
      <MenuItem
        icon={<GitBranch className="size-4" />}
        onChoose={doing(() => onView('branches'))}
        {...(branch !== undefined && { detail: branch })}
      >
        {viewNames.branches}
      </MenuItem>
      <MenuItem icon={<History className="size-4" />} onChoose={doing(() => onView('history'))}>
        {viewNames.history}
      </MenuItem>
      <MenuItem icon={<Timer className="size-4" />} onChoose={doing(() => onView('auto'))}>
        {viewNames.auto}
      </MenuItem>
      <MenuItem icon={<Layers className="size-4" />} onChoose={doing(() => onView('stashes'))}>
        {viewNames.stashes}
      </MenuItem>
    </>
  )
}
