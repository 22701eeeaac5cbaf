import type { HistoryConversation } from '#shared/operations/history.ts'
import type { HostHandlers } from '../hostHandlers.ts'
import type { Claude } from '../claude/claude.ts'
import type { History } from './history.ts'
import type { ToldConversation } from './questions.ts'
import type { TranscriptCopyAnswers } from './openHistory.ts'
import type { Resuming } from './resuming.ts'

export interface HistoryHandlerDeps {
  readonly history: Pick<History, 'ask'>
  readonly resuming: Pick<Resuming, 'sessionOf' | 'isOfSession' | 'resume'>
  readonly claude: Pick<Claude, 'assertSignsIn'>
  readonly transcriptCopies: TranscriptCopyAnswers
}

type Answered =
  | 'history.list'
  | 'history.read'
  | 'history.resume'
  | 'transcript_copies.read'
  | 'transcript_copies.clear'
  | 'transcript_copies.put_back'

/** Answers for the conversations that Claude Code has on this machine. */
export function historyHandlers({
  history,
  resuming,
  claude,
  transcriptCopies,
}: HistoryHandlerDeps): Pick<HostHandlers, Answered> {
  /** With the session that goes on with it, which knows its name and what it has cost. */
  const withSession = <C extends ToldConversation>(conversation: C): C & HistoryConversation => {
    const session = resuming.sessionOf(conversation.conversation_id)
    const source = resuming.isOfSession(conversation.conversation_id) ? 'homeport' : conversation.source
    if (session === null) {
      return { ...conversation, source, session }
    }
    const { id: session_id, name, status, cost_usd } = session
    return {
      ...conversation,
      source,
      session: { session_id, name, status },
      title: name,
      cost_usd: cost_usd > 0 ? cost_usd : conversation.cost_usd,
    }
  }
  return {
    'history.list': async (params, actor) => {
      const { conversations, found, ...rest } = await history.ask('list', { who: actor, params })
      return { ...rest, found: { ...found }, conversations: conversations.map(withSession) }
    },
    'history.read': async (params, actor) => {
      const { conversation, events, branches, matches, ...rest } = await history.ask('read', { who: actor, params })
      const lists = { events: [...events], branches: [...branches], matches: [...matches] }
      return { ...rest, ...lists, conversation: withSession(conversation) }
    },
    'history.resume': async ({ conversation_id }, actor) => {
      // Somebody else’s is unknown, whoever pays.
      await history.ask('read', { who: actor, params: { conversation_id, limit: 1 } })
      if (actor.is_local_owner !== true) {
        await claude.assertSignsIn(actor.user_id)
      }
      return resuming.resume(conversation_id, actor)
    },
    'transcript_copies.read': () => transcriptCopies.keeping.told(),
    'transcript_copies.clear': async () => ({ removed: await transcriptCopies.keeping.clear() }),
    'transcript_copies.put_back': async ({ conversation_id }, actor) => {
      await history.ask('read', { who: actor, params: { conversation_id, limit: 1 } })
      return { put_back: await transcriptCopies.putBack(conversation_id) }
    },
  }
}
