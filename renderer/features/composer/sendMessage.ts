import type { SessionId } from '#shared/ids.ts'
import { MAX_PROMPT_LENGTH, type MessageTiming } from '#shared/operations/turn.ts'
import { sendPrompt } from '#renderer/state/session/outbox.ts'
import { detach, type Attaching } from '#renderer/state/writing/attachments.ts'
import * as words from './words.ts'

interface Message {
  readonly session_id: SessionId
  readonly content: string
  readonly when: MessageTiming
  readonly files: readonly Attaching[]
}

/** Not while it is empty or too long, nor while one of its files is on its way. */
export function isSendable({ content, files }: Message): boolean {
  const states = files.map(({ state }) => state.kind)
  return (
    content.length <= MAX_PROMPT_LENGTH &&
    (content.trim() !== '' || states.includes('stored')) &&
    !states.includes('uploading')
  )
}

/** Sends a message with its files; those that were refused do not go with it. */
export function send({ session_id, content, when, files }: Message): void {
  const attachments = files.flatMap(({ state }) => (state.kind === 'stored' ? [state.attachment] : []))
  sendPrompt({ session_id, content: content.trim() === '' ? words.seeWhatIsAttached : content, when, attachments })
  detach(files.map(({ key }) => key))
}
