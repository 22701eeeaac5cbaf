import type { SessionId } from '#shared/ids.ts'
import type { Session } from '#shared/session/session.ts'
import { connection } from '../workstation/connection.ts'
import { refreshArchived } from './archived.ts'
import { beingDeleted, leaveSession } from '../browser/columnActions.ts'
import { errorMessage, showToast } from '../toasts.ts'
import { control } from './sessionActions.ts'
import * as words from '#renderer/state/laterWords.ts'

/** As long as a deletion can be taken back, less the time that the answer was on its way. */
const DELETED_SHOWN_MS = 9_500

type Named = Pick<Session, 'id' | 'name'>

/** Pins a session, or takes that back. A refusal is shown. */
export async function setPinned({ id }: Named, pinned: boolean): Promise<void> {
  await connection.client.call('session.update', { session_id: id, pinned }).catch(showRefusal)
}

/** Archives a session, or takes that back; the page of an archived session is left. A refusal is shown. */
export async function setArchived(session: Named, archived: boolean): Promise<void> {
  const { id, name } = session
  try {
    await connection.client.call('session.update', { session_id: id, archived })
    if (archived) {
      leaveSession(id)
    }
    void refreshArchived()
    showToast(`${archived ? words.archived : words.unarchived} “${name}”.`, {
      action: { label: words.undo, run: () => void setArchived(session, !archived) },
    })
  } catch (error) {
    showRefusal(error)
  }
}

/** Deletes a session and offers to take it back for as long as that is possible. A refusal is shown. */
export async function deleteSession(session: Named): Promise<void> {
  const { id, name } = session
  beingDeleted.add(id)
  try {
    await connection.client.call('session.delete', { session_id: id })
    leaveSession(id)
    void refreshArchived()
    showToast(words.deletedName(name), {
      action: { label: words.undo, run: () => void restore(session) },
      forMs: DELETED_SHOWN_MS,
    })
  } catch (error) {
    showRefusal(error)
  } finally {
    beingDeleted.delete(id)
  }
}

/** Marks the session as unread, and leaves it where it is open. */
export function leaveUnread(session_id: SessionId): void {
  // Leaves first: while open it would be marked as read again.
  leaveSession(session_id)
  void control(session_id, { action: 'mark_unread' })
}

async function restore({ id }: Named): Promise<void> {
  await connection.client.call('session.restore', { session_id: id }).then(refreshArchived, showRefusal)
}

function showRefusal(error: unknown): void {
  showToast(errorMessage(error))
}
