import { SessionId } from '#shared/ids.ts'
import type { Actor } from '#shared/operations/session.ts'
import { Session as SessionState } from '#shared/session/session.ts'
import type { DurableEvent } from '#shared/session/events.ts'
import type { Conversations } from '../claude/transcripts/conversations.ts'
import type { FolderTrust } from '../sessions/ports/folderTrust.ts'
import type { Folders, RawEvent, SessionStore } from '../sessions/ports/sessionPorts.ts'
import type { SessionRegistry } from '../sessions/registry.ts'
import type { ConversationRows } from '../store/rows/conversationRows.ts'
import type { Clock, Ids } from '#server/platform/clock.ts'
import { HomeportError } from '#shared/errors.ts'
import type { History } from './history.ts'
import type { ToldConversation } from './questions.ts'

export interface ResumingDeps {
  readonly history: Pick<History, 'ask'>
  readonly noted: Pick<ConversationRows, 'sessionOf'>
  readonly conversations: Conversations
  readonly registry: Pick<SessionRegistry, 'find' | 'running'>
  readonly store: Pick<SessionStore, 'header' | 'insertFork'>
  readonly folders: Pick<Folders, 'resolve'>
  readonly trust: Pick<FolderTrust, 'inspect'>
  readonly clock: Clock
  readonly ids: Ids
}

/** Goes on with conversations of Claude Code in sessions. */
export class Resuming {
  readonly #deps: ResumingDeps

  constructor(deps: ResumingDeps) {
    this.#deps = deps
  }

  /** The session that goes on with a conversation; null: there is none, or it was deleted. */
  sessionOf(conversationId: string): SessionState | null {
    const { noted, conversations, registry, store } = this.#deps
    const id = noted.sessionOf(conversationId)
    if (id === null || conversations.current(id) !== conversationId) {
      return null
    }
    const state = registry.running(id)?.state ?? store.header(id)?.session
    return state === undefined || state.deletes_at !== null ? null : state
  }

  /** Whether it was had in a session, which may be gone. */
  isOfSession(conversationId: string): boolean {
    return this.#deps.noted.sessionOf(conversationId) !== null
  }

  /**
   * The session that is at the conversation already, or a new one in its folder that shows what was said.
   * @throws HomeportError SESSION_002 when there is no such conversation · SESSION_003 when it names no folder, or its session
   * was deleted a moment ago · FILE_003 when the folder cannot be used.
   */
  async resume(conversation_id: string, actor: Actor): Promise<SessionState> {
    const { history, folders, trust } = this.#deps
    const { conversation, events, is_whole } = await history.ask('copy', { who: actor, conversation_id })
    const before = this.#goingOn(conversation_id)
    if (before !== null) {
      return this.#begin(before.id, actor)
    }
    if (conversation.project === null) {
      throw new HomeportError('SESSION_003', 'Its transcript names no folder to go on in. Nothing was changed.')
    }
    const workspace_path = await folders.resolve(conversation.project)
    const inspected = await trust.inspect(actor.user_id, workspace_path)
    // Somebody else may have asked for the same meanwhile.
    const made = this.#goingOn(conversation_id)
    if (made !== null) {
      return this.#begin(made.id, actor)
    }
    const id = this.#idFor(conversation_id)
    const told = numbered(id, [...events, this.#notice(conversation, is_whole)])
    const state = this.#stateOf(id, { conversation, actor, workspace_path, events: told })
    this.#deps.store.insertFork({
      session: SessionState.parse({ ...state, trust: inspected.trust }),
      events: told.map(raw),
      from: id,
      attachments: [],
      point: null,
    })
    if (id !== conversation_id) {
      this.#deps.conversations.moved(id, conversation_id)
    }
    return this.#begin(id, actor)
  }

  /** One that was ended stays so: a new one goes on. */
  #goingOn(conversationId: string): SessionState | null {
    const session = this.sessionOf(conversationId)
    return session?.status === 'TERMINATED' ? null : session
  }

  #begin(id: SessionId, actor: Actor): SessionState {
    const session = this.#deps.registry.find(id, actor)
    session.resume()
    return session.state
  }

  /** Claude Code's own id where no session has it. */
  #idFor(conversationId: string): SessionId {
    const { store, ids } = this.#deps
    const own = SessionId.parse(conversationId)
    return store.header(own) === null ? own : SessionId.parse(ids.uuid())
  }

  #notice({ conversation_id }: ToldConversation, isWhole: boolean): Pick<DurableEvent, 'timestamp'> & Told {
    const part = isWhole ? '' : ' Only the latest part of what was said is shown here. Claude knows all of it.'
    return {
      type: 'notice',
      content: `Resumed from History.${part}`,
      data: { level: 'info', code: 'resumed', details: { conversation_id } },
      timestamp: this.#deps.clock.timestamp(),
    }
  }

  #stateOf(id: SessionId, { conversation, actor, workspace_path, events }: Made): object {
    const at = this.#deps.clock.timestamp()
    return {
      id,
      user_id: actor.user_id,
      name: conversation.title || workspace_path.split(/[/\\]/).at(-1) || workspace_path,
      status: 'SUSPENDED',
      status_reason: 'resumed',
      workspace_path,
      model: null,
      permission_mode: 'default',
      permission_mode_chosen: false,
      created_at: at,
      last_activity: at,
      turn_started_at: null,
      activity: null,
      message_count: conversation.turns,
      // More than none: there is a conversation that Claude Code must have.
      turn_count: Math.max(1, conversation.turns),
      pending_approvals: 0,
      usage: {},
      cost_usd: 0,
      files_changed: 0,
      head_seq: events.length,
      archived: false,
    }
  }
}

type Told = Pick<Extract<DurableEvent, { type: 'notice' }>, 'type' | 'content' | 'data'>

interface Made {
  readonly conversation: ToldConversation
  readonly actor: Actor
  readonly workspace_path: string
  readonly events: readonly unknown[]
}

type Unnumbered = DurableEvent | (Told & { readonly timestamp: string })

function numbered(
  session_id: SessionId,
  events: readonly Unnumbered[],
): readonly (Unnumbered & { readonly seq: number })[] {
  return events.map((event, index) => ({ ...event, session_id, seq: index + 1 }))
}

function raw(event: Unnumbered & { readonly seq: number }): RawEvent {
  return { seq: event.seq, type: event.type, payload: Buffer.from(JSON.stringify(event)) }
}
