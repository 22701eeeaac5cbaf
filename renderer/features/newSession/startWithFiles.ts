import type { SessionId } from '#shared/ids.ts'
import type { InputOf } from '#shared/operations/table.ts'
import { sendPrompt } from '#renderer/state/session/outbox.ts'
import { startSession } from '#renderer/state/session/sessionActions.ts'
import { showToast } from '#renderer/state/toasts.ts'
import { type Attaching, detach } from '#renderer/state/writing/attachments.ts'
import { addToDraft } from '#renderer/state/writing/drafts.ts'
import * as words from './words.ts'

/**
 * Starts a session and hands it its first prompt with these files. Where one of them is refused nothing is sent: the prompt
 * and the files are in the composer of the session. @throws HomeportError when it cannot start; all stays as it was then.
 */
export async function startWithFiles(
  params: InputOf<'session.create'>,
  prompt: string,
  files: readonly Attaching[],
): Promise<SessionId> {
  const waiting = files.filter(({ state }) => state.kind === 'waiting')
  const session_id = await startSession(params, waiting.length === 0 ? prompt : '')
  detach(files.filter((file) => !waiting.includes(file)).map(({ key }) => key))
  if (waiting.length === 0) {
    return session_id
  }
  const attachments = await stored(session_id, waiting)
  if (attachments === null) {
    addToDraft(session_id, prompt)
    showToast(words.aFileWasRefusedSo)
  } else {
    const content = prompt.trim() === '' ? words.seeWhatIsAttached : prompt
    sendPrompt({ session_id, content, when: 'queue', attachments })
    detach(waiting.map(({ key }) => key))
  }
  return session_id
}

async function stored(session_id: SessionId, waiting: readonly Attaching[]) {
  const { storeWaiting } = await import('#renderer/views/prompt/attaching/attach.ts')
  return storeWaiting(session_id, waiting)
}
