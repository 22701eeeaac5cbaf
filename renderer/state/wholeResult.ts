import type { ToolResultContent } from '#shared/session/events.ts'
import { connection } from './connection.ts'
import { route } from './route.ts'
import { say, sentenceOf } from './says.ts'

/** All of a tool result of the session on the screen, of which the conversation holds the beginning; null: it said why not. */
export async function wholeResult(tool_use_id: string): Promise<ToolResultContent | null> {
  const here = route.get()
  if (here.kind !== 'session') {
    return null
  }
  return connection.client.call('session.tool_result', { session_id: here.id, tool_use_id }).then(
    ({ content }) => content,
    (error: unknown) => {
      say(sentenceOf(error))
      return null
    },
  )
}
