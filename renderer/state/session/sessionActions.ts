import type { SessionId } from '#shared/ids.ts'
import type { InputOf } from '#shared/operations/table.ts'
import type { Effort } from '#shared/session/effort.ts'
import type { PermissionMode } from '#shared/session/status.ts'
import { connection } from '../workstation/connection.ts'
import { sendPrompt } from './outbox.ts'
import { showToast, errorMessage } from '../toasts.ts'

type Control =
  | {
      readonly action:
        | 'interrupt'
        | 'terminate'
        | 'suspend'
        | 'resume'
        | 'restart'
        | 'recycle'
        | 'start_over'
        | 'hold_queue'
        | 'run_queue'
        | 'take_over'
        | 'mark_read'
        | 'mark_unread'
    }
  | { readonly action: 'stop_task'; readonly task_id: string }
  | { readonly action: 'rename'; readonly name: string }
  | { readonly action: 'set_model'; readonly model: string }
  | { readonly action: 'set_permission_mode'; readonly permission_mode: PermissionMode }
  | { readonly action: 'set_effort'; readonly effort: Effort | null }

/** Steers a session. False: it was refused, and the reason was said. */
export async function control(session_id: SessionId, action: Control): Promise<boolean> {
  return connection.client.call('session.control', { session_id, ...action }).then(succeeded, refused)
}

/** Marks a session that is in front of a person as read. Fails silently: it stays unread. */
export async function markRead(session_id: SessionId): Promise<void> {
  await connection.client.call('session.control', { session_id, action: 'mark_read' }).catch(() => {})
}

/** Takes a queued prompt back. */
export async function cancelQueued(session_id: SessionId, message_id: string): Promise<boolean> {
  return connection.client.call('message.cancel', { session_id, message_id }).then(succeeded, refused)
}

/** Changes a queued prompt: its text or its position, or sends it now. */
export async function editQueued(
  session_id: SessionId,
  message_id: string,
  edit: Pick<InputOf<'message.edit'>, 'content' | 'position' | 'when'>,
): Promise<boolean> {
  return connection.client.call('message.edit', { session_id, message_id, ...edit }).then(succeeded, refused)
}

/** Starts a session and hands it its first prompt at once. @throws HomeportError when it cannot start. */
export async function startSession(params: InputOf<'session.create'>, prompt: string): Promise<SessionId> {
  const session = await connection.client.call('session.create', params)
  if (prompt.trim() !== '') {
    sendPrompt({ session_id: session.id, content: prompt, when: 'queue', attachments: [] })
  }
  return session.id
}

function succeeded(): boolean {
  return true
}

function refused(error: unknown): boolean {
  showToast(errorMessage(error))
  return false
}
