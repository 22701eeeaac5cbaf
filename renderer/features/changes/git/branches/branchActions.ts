import { readDetails } from '#shared/errors.ts'
import type { SessionId } from '#shared/ids.ts'
import { errorMessage, showToast } from '#renderer/state/toasts.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import * as words from '../words.ts'

/** Why it was not done, and what could be done instead. */
export interface Refused {
  readonly message: string
  readonly wayOut: {
    readonly label: string
    readonly isSwitch: boolean
    readonly run: () => Promise<Refused | null>
  } | null
}

/** null: it was done. */
export async function createBranch(session_id: SessionId, name: string): Promise<Refused | null> {
  try {
    const { branch } = await connection.client.call('git.create_branch', { session_id, name })
    showToast(words.nowOnBranch(branch))
    return null
  } catch (error) {
    return { message: errorMessage(error), wayOut: null }
  }
}

/** null: it was done. Changes in the way can be put aside first. */
export async function switchBranch(session_id: SessionId, name: string, stash = false): Promise<Refused | null> {
  try {
    const { branch, stashed } = await connection.client.call('git.switch', { session_id, name, stash })
    showToast(stashed ? words.nowOnBranchYourChanges(branch) : words.nowOnBranch(branch))
    return null
  } catch (error) {
    const isDirty = readDetails(error, 'SESSION_003')?.reason === 'dirty'
    const wayOut = {
      label: words.putChangesAsideAndSwitch,
      isSwitch: true,
      run: () => switchBranch(session_id, name, true),
    }
    return { message: errorMessage(error), wayOut: isDirty && !stash ? wayOut : null }
  }
}

/** null: it was done, with the way back. */
export async function deleteBranch(session_id: SessionId, name: string, force = false): Promise<Refused | null> {
  try {
    const { commit } = await connection.client.call('git.delete_branch', { session_id, name, force })
    showToast(words.branchDeleted(name, commit.slice(0, 7)), {
      action: { label: words.undo, run: () => void restore(session_id, name, commit) },
    })
    return null
  } catch (error) {
    const isAlone = readDetails(error, 'SESSION_003')?.reason === 'not_merged'
    const wayOut = { label: words.deleteItAllTheSame, isSwitch: false, run: () => deleteBranch(session_id, name, true) }
    return { message: errorMessage(error), wayOut: isAlone && !force ? wayOut : null }
  }
}

async function restore(session_id: SessionId, name: string, from: string): Promise<void> {
  try {
    await connection.client.call('git.create_branch', { session_id, name, from, switch: false })
    showToast(words.nameIsBack(name))
  } catch (error) {
    showToast(errorMessage(error))
  }
}
