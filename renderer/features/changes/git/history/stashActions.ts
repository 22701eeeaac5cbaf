import type { SessionId } from '#shared/ids.ts'
import { errorMessage, showToast } from '#renderer/state/toasts.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import * as words from '../words.ts'

/** Puts all changes aside, with the way back. False: it could not, and that was told. */
export async function stashAway(session_id: SessionId): Promise<boolean> {
  try {
    const { stash_id } = await connection.client.call('git.stash', { session_id })
    if (stash_id === null) {
      showToast(words.thereIsNothingToPutAside)
    } else {
      showToast(words.changesPutAside, {
        action: { label: words.bringBack, run: () => void bringBack(session_id, stash_id, true) },
      })
    }
    return true
  } catch (error) {
    showToast(errorMessage(error))
    return false
  }
}

/** Brings it into the folder; with `drop` it leaves the list, unless something is in conflict. */
export async function bringBack(session_id: SessionId, stash_id: string, drop: boolean): Promise<void> {
  try {
    const { outcome } = await connection.client.call('git.stash_apply', { session_id, stash_id, drop })
    showToast(outcome === 'done' ? words.broughtBack : words.broughtBackWithConflictsIt)
  } catch (error) {
    showToast(errorMessage(error))
  }
}

/** Takes it off the list, with the way back. */
export async function dropStash(session_id: SessionId, stash_id: string): Promise<void> {
  try {
    await connection.client.call('git.stash_drop', { session_id, stash_id })
    showToast(words.droppedItIsKeptFor, {
      action: { label: words.undo, run: () => void restore(session_id, stash_id) },
    })
  } catch (error) {
    showToast(errorMessage(error))
  }
}

async function restore(session_id: SessionId, stash_id: string): Promise<void> {
  try {
    await connection.client.call('git.stash_restore', { session_id, stash_id })
    showToast(words.backOnTheList)
  } catch (error) {
    showToast(errorMessage(error))
  }
}
