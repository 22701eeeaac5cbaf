import type { AgentLaunch } from '#server/host/sessions/ports/agent.ts'
import type { Ids } from '#server/platform/clock.ts'
import type { Conversations } from './conversations.ts'
import { findTranscript } from './transcripts.ts'

export interface ConversationDeps {
  readonly ids: Ids
  readonly conversations: Conversations
}

/** A new conversation takes the session's id, unless Claude Code has one of that id already. */
export async function conversationOf(
  { ids, conversations }: ConversationDeps,
  { session_id, start, cwd }: AgentLaunch,
  claudeFolder: string,
): Promise<string> {
  const current = conversations.current(session_id)
  if (start === 'resume' || start === 'resume_interrupted') {
    return current
  }
  const isFree = (await findTranscript(claudeFolder, cwd, session_id)) === null
  const fresh = isFree ? session_id : ids.uuid()
  if (fresh !== current) {
    conversations.moved(session_id, fresh)
  }
  return fresh
}
