import type { SessionId } from '#shared/ids.ts'
import type { InputOf } from '#shared/operations/table.ts'
import { errorMessage, showToast } from '#renderer/state/toasts.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import * as words from './words.ts'

type Chosen = InputOf<'git.stage'> & { readonly session_id: SessionId }

/** Puts files or lines into the index, or takes them out; what went wrong is told. The page hears of it by the push. */
export async function stage(chosen: Chosen, isIn: boolean): Promise<void> {
  try {
    await connection.client.call(isIn ? 'git.stage' : 'git.unstage', chosen)
  } catch (error) {
    showToast(errorMessage(error))
  }
}

/** Throws changes away, with the way back. */
export async function discard(chosen: Chosen): Promise<void> {
  try {
    const { discard_id } = await connection.client.call('git.discard', chosen)
    const said = chosen.lines === undefined ? words.filesDiscarded(chosen.paths.length) : words.linesDiscarded
    showToast(said, {
      action: { label: words.undo, run: () => void undoDiscard(chosen.session_id, discard_id) },
    })
  } catch (error) {
    showToast(errorMessage(error))
  }
}

/** Brings back what was discarded; files that changed since stay as they are, and that is told. */
export async function undoDiscard(session_id: SessionId, discard_id: string): Promise<void> {
  try {
    const { left } = await connection.client.call('git.undo_discard', { session_id, discard_id })
    showToast(left.length === 0 ? words.broughtBack : words.changedSinceAndStayed(left.length, left[0] ?? ''))
  } catch (error) {
    showToast(errorMessage(error))
  }
}
