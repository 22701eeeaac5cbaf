import type { HistoryConversation } from '#shared/operations/history.ts'
import type { HostHandlers } from '../hostHandlers.ts'
import type { Claude } from '../claude/claude.ts'
import type { History } from './history.ts'
import type { ToldConversation } from './questions.ts'
import type { TranscriptCopyAnswers } from './openHistory.ts'
import type { Resuming } from './resuming.ts'
import type { Session } from '#shared/session/session.ts'

export interface HistoryHandlerDeps {
  readonly history: Pick<History, 'ask'>
  readonly resuming: Pick<Resuming, 'sessionOf' | 'isOfSession' | 'resume'>
  readonly claude: Pick<Claude, 'assertSignsIn'>
  readonly transcriptCopies: TranscriptCopyAnswers
  /** Looks once which Claude Codes run that are no session's own, and tells which of them has a conversation. */
  readonly writers: { outsideNow(): (conversation: string, own: number | null) => { readonly pid: number } | null }
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
  writers,
}: HistoryHandlerDeps): Pick<HostHandlers, Answered> {
  const { outsideNow, withSession } = teller({ resuming, writers })
  return {
    'history.list': async (params, actor) => {
      const { conversations, found, ...rest } = await history.ask('list', { who: actor, params })
      const outside = outsideNow()
      const told = conversations.map((one) => withSession(one, outside))
      return { ...rest, found: { ...found }, conversations: told }
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

/** Tells of a conversation what its session and those who have it open know. */
function teller({ resuming, writers }: Pick<HistoryHandlerDeps, 'resuming' | 'writers'>) {
  /** With the session that goes on with it, which knows its name and what it has cost. */
  const withSession = <C extends ToldConversation>(
    conversation: C,
    outside = outsideNow(),
  ): C & HistoryConversation => {
    const session = resuming.sessionOf(conversation.conversation_id)
    const writer = writerOf(session) ?? outside(conversation.conversation_id, session?.process_id ?? null)
    const source = resuming.isOfSession(conversation.conversation_id) ? 'homeport' : conversation.source
    if (session === null) {
      return { ...conversation, source, session, writer }
    }
    const { id: session_id, name, status, cost_usd } = session
    return {
      ...conversation,
      source,
      writer,
      session: { session_id, name, status },
      title: name,
      cost_usd: cost_usd > 0 ? cost_usd : conversation.cost_usd,
    }
  }
  /** Looked up once for all that is told together. */
  const outsideNow = () => {
    const known = writers.outsideNow()
    return (conversation: string, own: number | null): HistoryConversation['writer'] => {
      const found = known(conversation, own)
      return found === null ? null : { kind: 'outside', since: null, pid: found.pid }
    }
  }
  return { outsideNow, withSession }
}

/** As the session itself knows it. */
function writerOf(session: Pick<Session, 'writer' | 'process_id'> | null): HistoryConversation['writer'] {
  if (session?.writer) {
    const { kind, since, pid } = session.writer
    return { kind, since, ...(pid === undefined ? {} : { pid }) }
  }
  return session === null || session.process_id === null ? null : { kind: 'chat', since: null }
}
