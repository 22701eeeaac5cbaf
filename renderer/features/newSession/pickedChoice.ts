import type { Choice } from '#renderer/state/browser/lastChoices.ts'
import type { WorkspaceChoice } from './workspaceChoice.ts'

/** With what the session is to begin, and for which folder that was picked. */
export interface Picked {
  readonly workspace: WorkspaceChoice
  readonly choice: Choice
}

/**
 * What a session begins with: what was picked for its folder, else what was used there last. What was picked before any folder was
 * there is kept when one comes by itself, except for skipping all approvals: that is said of a folder one has seen.
 */
export function choiceFor(
  picked: Picked | null,
  { workspace, isChosen }: { readonly workspace: WorkspaceChoice; readonly isChosen: boolean },
  last: Choice,
): Choice {
  if (picked === null) {
    return last
  }
  const { choice } = picked
  if (isSameFolder(picked.workspace, workspace)) {
    return choice
  }
  if (picked.workspace.kind !== 'none' || isChosen) {
    return last
  }
  return choice.mode === 'bypassPermissions' ? { ...choice, mode: last.mode } : choice
}

/** One that is to be made is the same while its name or address is being typed. */
function isSameFolder(one: WorkspaceChoice, other: WorkspaceChoice): boolean {
  return one.kind === 'folder' && other.kind === 'folder' ? one.path === other.path : one.kind === other.kind
}
