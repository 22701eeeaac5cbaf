import type { SessionId } from '#shared/ids.ts'
import type { ToolResultContent } from '#shared/session/events.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { showToast, sentenceOf } from '#renderer/state/toasts.ts'

/** All of a tool result, of which the conversation holds the beginning; null: it said why not. */
export async function wholeResult(session_id: SessionId, tool_use_id: string): Promise<ToolResultContent | null> {
  return connection.client.call('session.tool_result', { session_id, tool_use_id }).then(
    ({ content }) => content,
    (error: unknown) => {
      showToast(sentenceOf(error))
      return null
    },
  )
}
