import {
  ArrowDownToLine,
  ArrowUpFromLine,
  FolderTree,
  GitBranch,
  History,
  Layers,
  MoreHorizontal,
  RefreshCw,
} from 'lucide-react'
import type { SessionId } from '#shared/ids.ts'
import { useStore } from '#renderer/state/store.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { IconButton } from '#renderer/ui/Button.tsx'
import { Menu, MenuItem } from '#renderer/ui/Menu.tsx'
import { useMenu } from '#renderer/ui/useMenu.ts'
import { asTree, showAsTree } from './files/asTree.ts'
import { sync } from './sync/sync.ts'

/** What the tab shows of the repository. */
export type GitView = 'files' | 'branches' | 'history' | 'stashes'

export const viewNames: Readonly<Record<Exclude<GitView, 'files'>, string>> = {
  branches: 'Branches',
  history: 'History',
  stashes: 'Put aside',
}

/** What else can be looked at, and done with remotes. */
export function GitMenu({ session_id, onView }: { session_id: SessionId; onView: (view: GitView) => void }) {
  const { isOpen, button, toggle, close } = useMenu()
  const mayDrive = useMay('drive')
  const isTree = useStore(asTree, (is) => is)
  const doing = (work: () => void) => () => {
    close()
    work()
  }
  return (
    <>
      <IconButton ref={button} label="Repository" aria-haspopup="menu" aria-expanded={isOpen} onClick={toggle}>
        <MoreHorizontal className="size-4" />
      </IconButton>
      {isOpen && (
        <Menu label="Repository" anchor={button} onClose={close}>
          {mayDrive && (
            <>
              <MenuItem
                icon={<RefreshCw className="size-4" />}
                onChoose={doing(() => void sync(session_id, { what: 'fetch' }))}
              >
                Fetch
              </MenuItem>
              <MenuItem
                icon={<ArrowDownToLine className="size-4" />}
                onChoose={doing(() => void sync(session_id, { what: 'pull' }))}
              >
                Pull
              </MenuItem>
              <MenuItem
                icon={<ArrowUpFromLine className="size-4" />}
                onChoose={doing(() => void sync(session_id, { what: 'push' }))}
              >
                Push
              </MenuItem>
              <hr className="my-1 border-line" />
            </>
          )}
          <MenuItem icon={<FolderTree className="size-4" />} onChoose={doing(() => showAsTree(!isTree))}>
            {isTree ? 'Files as a list' : 'Files as a tree'}
          </MenuItem>
          <MenuItem icon={<GitBranch className="size-4" />} onChoose={doing(() => onView('branches'))}>
            {viewNames.branches}
          </MenuItem>
          <MenuItem icon={<History className="size-4" />} onChoose={doing(() => onView('history'))}>
            {viewNames.history}
          </MenuItem>
          <MenuItem icon={<Layers className="size-4" />} onChoose={doing(() => onView('stashes'))}>
            {viewNames.stashes}
          </MenuItem>
        </Menu>
      )}
    </>
  )
}
