import { PickerSelect } from '#renderer/ui/PickerSelect.tsx'
import { withMarks } from '#shared/text/hiddenCharacters.ts'
import { chip } from '../FolderChip.tsx'
import { FRESH_WORKTREE, type Offer, type WorktreeChoice } from './useWorktree.ts'
import * as words from '../words.ts'

/** Whether a session works in the folder itself, or in a new worktree of it. Only where there can be one. */
export function BranchChip(props: {
  offer: Offer | null
  choice: WorktreeChoice | null
  onChange: (choice: WorktreeChoice | null) => void
}) {
  const { offer, choice } = props
  if (offer === null) {
    return null
  }
  return (
    <PickerSelect
      label={words.branch}
      className={chip}
      value={choice === null ? 'here' : 'worktree'}
      onChange={({ target }) => props.onChange(target.value === 'here' ? null : FRESH_WORKTREE)}
    >
      <option value="here">{withMarks(offer.base.slice(0, 60))}</option>
      <option value="worktree">{words.newWorktree}</option>
    </PickerSelect>
  )
}
