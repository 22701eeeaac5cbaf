import type { SessionId } from '#shared/ids.ts'
import { composerOf } from '#renderer/state/browser/columnActions.ts'
import { openSessions } from '#renderer/state/session/pageSessions.ts'
import { outbox, sendPrompt } from '#renderer/state/session/outbox.ts'
import { showToast } from '#renderer/state/toasts.ts'
import { attachAgain } from '#renderer/state/writing/attachments.ts'
import { addToDraft } from '#renderer/state/writing/drafts.ts'
import type { SentPrompt } from './turnTexts.ts'
import * as words from '../laterWords.ts'

/** Sends a message once more, with what it carries. While it is still on its way, or waits in the queue, it is not sent twice. */
export function sendSameAgain(session_id: SessionId, { text, attachments }: SentPrompt): void {
  if (isUnderWay(session_id, text)) {
    showToast(words.thisMessageIsOnIts)
  } else {
    sendPrompt({ session_id, content: text, when: 'queue', attachments: [...attachments] })
  }
}

/** Puts a message into the composer, below what is written there, to be changed and sent as a new one with what it carries. */
export function editAndResend(session_id: SessionId, { text, attachments }: SentPrompt): void {
  addToDraft(session_id, text)
  attachAgain(session_id, attachments)
  composerOf(session_id)?.focus()
}

function isUnderWay(session_id: SessionId, content: string): boolean {
  const state = openSessions.get(session_id)
  const queue = state.kind === 'open' ? state.header.queue : []
  return (
    queue.some((queued) => queued.content === content) ||
    outbox.get().some((one) => one.session_id === session_id && one.content === content && one.problem === null)
  )
}
