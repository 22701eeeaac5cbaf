import type { SessionId } from '#shared/ids.ts'
import type { Attachment } from '#shared/session/attachments.ts'
import type { Session } from '#shared/session/session.ts'
import { goTo } from '../browser/route.ts'
import { errorMessage, showToast } from '../toasts.ts'
import { connection } from '../workstation/connection.ts'
import { attachAgain } from '../writing/attachments.ts'
import { addToDraft } from '../writing/drafts.ts'
import { overview } from './overview.ts'

/** Goes on behind a turn, or without one behind the last, in a new session, and opens it. A refusal is shown. */
export async function forkSession(session_id: SessionId, after_turn_id?: string): Promise<void> {
  await connection.client
    .call('session.fork', { session_id, ...(after_turn_id === undefined ? {} : { after_turn_id }) })
    .then(({ id }) => goTo(`/session/${id}`), showRefusal)
}

/** Goes on in a new session as if a message had not been sent: there it stands in the composer, to be changed. A refusal is shown. */
export async function forkBefore(
  session_id: SessionId,
  {
    id,
    text,
    attachments,
  }: { readonly id: string; readonly text: string; readonly attachments: readonly Attachment[] },
): Promise<void> {
  try {
    const fork = await connection.client.call('session.fork', { session_id, before_message_id: id })
    addToDraft(fork.id, text)
    attachAgain(fork.id, attachments)
    goTo(`/session/${fork.id}`)
  } catch (error) {
    showRefusal(error)
  }
}

/** The forks of a session, as far as the page knows them. */
export function forksOf(session_id: SessionId): readonly Session[] {
  const known = overview.get()
  return known.kind === 'ready'
    ? known.sessions.filter(({ forked_from }) => forked_from?.session_id === session_id)
    : []
}

function showRefusal(error: unknown): void {
  showToast(errorMessage(error))
}
