import type { SessionId } from '#shared/ids.ts'
import type { InputOf } from '#shared/operations/table.ts'
import { count } from '#renderer/format/numbers.ts'
import { errorMessage, showToast } from '#renderer/state/toasts.ts'
import { connection } from '#renderer/state/workstation/connection.ts'

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
    const what = chosen.lines === undefined ? count(chosen.paths.length, 'file') : 'Lines'
    showToast(`${what} discarded.`, {
      action: { label: 'Undo', run: () => void undo(chosen.session_id, discard_id) },
    })
  } catch (error) {
    showToast(errorMessage(error))
  }
}

async function undo(session_id: SessionId, discard_id: string): Promise<void> {
  try {
    const { left } = await connection.client.call('git.undo_discard', { session_id, discard_id })
    showToast(
      left.length === 0
        ? 'Brought back.'
        : `${count(left.length, 'file')} changed since and stayed as it is: ${left[0]}.`,
    )
  } catch (error) {
    showToast(errorMessage(error))
  }
}
