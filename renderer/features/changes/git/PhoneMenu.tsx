import { GitCompare, SquareCheck, SquareX } from 'lucide-react'
import { useMemo } from 'react'
import type { SessionId } from '#shared/ids.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { MenuItem } from '#renderer/ui/Menu.tsx'
import { withMarks } from '#shared/text/hiddenCharacters.ts'
import { type PaneItems, usePaneItems } from '#renderer/views/session/paneSlots.ts'
import { stage } from './gitActions.ts'
import { GitMenuItems, type GitView } from './GitMenu.tsx'
import { filesOf, groupsOf, pathsOf, type SidedFiles } from './groups.ts'
import type { ReadyRepository } from './useRepository.ts'
import * as words from './words.ts'

interface PhoneMenuProps {
  readonly session_id: SessionId
  readonly state: ReadyRepository
  readonly onView: (view: GitView) => void
  /** What is compared with is to be chosen. */
  readonly onCompare: (is: boolean) => void
}

/** On phones: what a bar of its own, the headings of groups and a menu hold where there is room, in the menu of the details. */
export function PhoneMenu({ session_id, state, onView, onCompare }: PhoneMenuProps) {
  const items = useMemo<PaneItems>(() => {
    const groups = state.compared === null ? groupsOf(filesOf(state), null) : []
    return (close) => (
      <>
        {groups.map((group) => (
          <StageItem key={group.side} session_id={session_id} group={group} close={close} />
        ))}
        <MenuItem
          icon={<GitCompare className="size-4" />}
          onChoose={() => {
            close()
            onView('files')
            onCompare(true)
          }}
        >
          {words.compareWithABranch}
        </MenuItem>
        <GitMenuItems session_id={session_id} branch={branchOf(state)} onView={onView} close={close} />
      </>
    )
  }, [session_id, state, onView, onCompare])
  usePaneItems(items)
  return null
}

/** Moves all of one side of the index to the other. */
function StageItem(props: { session_id: SessionId; group: SidedFiles; close: () => void }) {
  const { session_id, group, close } = props
  const mayDrive = useMay('drive')
  const paths = pathsOf(group.files)
  const isStaged = group.side === 'staged'
  const Icon = isStaged ? SquareX : SquareCheck
  return (
    mayDrive &&
    paths.length > 0 && (
      <MenuItem
        icon={<Icon className="size-4" />}
        onChoose={() => {
          close()
          void stage({ session_id, paths }, !isStaged)
        }}
      >
        {isStaged ? words.unstageAll : words.stageAll}
      </MenuItem>
    )
  )
}

function branchOf({ status: { repository } }: ReadyRepository): string {
  if (repository === null) {
    return ''
  }
  const { branch, head, ahead, behind } = repository
  return [
    withMarks(branch ?? head?.slice(0, 7) ?? words.noCommitYet),
    ahead > 0 ? `↑${ahead}` : '',
    behind > 0 ? `↓${behind}` : '',
  ]
    .filter((part) => part !== '')
    .join(' ')
}
