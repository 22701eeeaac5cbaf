import { randomUUID } from 'node:crypto'
import { HomeportError } from '#shared/errors.ts'
import { MessageId, SessionId, type UserId } from '#shared/ids.ts'
import type { StreamAddress } from '#shared/protocol/stream.ts'
import type { Overview } from '#shared/session/snapshots.ts'
import type { Actor } from '#shared/operations/session.ts'
import type { HostOperationName, ParamsOf, ResultOf } from '#shared/operations/table.ts'
import type { TaskRunNews } from '#shared/operations/task.ts'
import type { DurableEvent, NewEvent } from '#shared/session/events.ts'
import { reduceHeader } from '#shared/session/header.ts'
import type { Session } from '#shared/session/session.ts'
import type { HostConnection } from '#server/gateway/hostLink/hostConnection.ts'
import type { LinkEvent, LinkState, StreamOpening, StreamRequest } from '#server/link/link.ts'
import { deltaFrame, openingOf } from './fakeOpening.ts'
import { plainHostAnswers } from './plainHostAnswers.ts'
import { FakeSessions } from './fakeSessions.ts'
import { fakeTerminalHandlers, fakeTerminals } from './fakeTerminals.ts'
import { newSession } from '#test/support/host/storedSession.ts'

type Handlers = { [N in HostOperationName]?: (params: ParamsOf<N>, actor: Actor) => ResultOf<N> | Promise<ResultOf<N>> }

const ready = { kind: 'ready', host_pid: process.pid, host_version: 'fake', capabilities: [] } as const

/**
 * A host without Claude Code: keeps sessions and their numbered events in memory, and does what a test says. A
 * message is answered by nothing; tests `append` what Claude would have done.
 */
export class FakeHost implements HostConnection {
  readonly #sessions = new FakeSessions()
  readonly #eventListeners = new Set<(event: LinkEvent) => void>()
  readonly #stateListeners = new Set<(state: LinkState) => void>()
  #state: LinkState = { ...ready, boot_id: 'first' }
  /** Sessions that the gateway says somebody follows. */
  readonly followed = new Set<string>()
  /** Every operation that reached the host, in order. */
  readonly calls: { readonly name: HostOperationName; readonly params: unknown; readonly actor: Actor }[] = []
  /** Answers of a test's own, before the built-in ones. */
  readonly handlers: Handlers = {}
  shutDowns = 0

  readonly call = async <N extends HostOperationName>(name: N, params: ParamsOf<N>, actor: Actor) => {
    this.#assertThere()
    this.calls.push({ name, params, actor })
    const handler = { ...this.#builtIn, ...this.handlers }[name] as
      | ((params: ParamsOf<N>, actor: Actor) => ResultOf<N> | Promise<ResultOf<N>>)
      | undefined
    if (handler === undefined) {
      throw new HomeportError('INTERNAL_001', `The fake host has no ${name}.`)
    }
    return handler(params, actor)
  }

  readonly openStream = async (request: StreamRequest, opened: (opening: StreamOpening) => void) => {
    this.#assertThere()
    // As over a socket: the answer comes later, at its place among the events.
    await Promise.resolve()
    this.#assertThere()
    const session = this.#sessions.of(request.session_id, request.actor)
    this.followed.add(request.session_id)
    opened(openingOf(session, request.after_seq))
  }

  readonly terminals = fakeTerminals

  readonly closeStream = ({ session_id: sessionId }: StreamAddress) => {
    this.followed.delete(sessionId)
  }

  readonly overview = async (actor: Actor, opened: (overview: Overview) => void) => {
    this.#assertThere()
    const own = [...this.#sessions.values()].filter((session) => session.user_id === actor.user_id)
    opened({
      verdict: 'snapshot',
      sessions: own.map(({ header }) => header.session),
      approvals: own.flatMap(({ header }) =>
        header.approvals.map((approval) => ({ session_id: header.session.id, approval })),
      ),
    })
  }

  readonly renew = async () => this.comeBack()
  readonly tryNow = () => {}

  readonly shutDown = async () => {
    this.shutDowns += 1
  }

  readonly onEvent = (listener: (event: LinkEvent) => void) => {
    this.#eventListeners.add(listener)
    return () => this.#eventListeners.delete(listener)
  }

  readonly onState = (listener: (state: LinkState) => void) => {
    this.#stateListeners.add(listener)
    return () => this.#stateListeners.delete(listener)
  }

  readonly state = () => this.#state
  readonly close = () => this.#setState({ kind: 'closed', reason: 'asked' })
  readonly problem = () => (this.#state.kind === 'closed' ? (this.#state.message ?? 'stopped') : null)
  readonly lastPid = () => process.pid

  /** Dies: calls fail, nothing is delivered. What is committed stays. */
  goAway(): void {
    this.followed.clear()
    this.#setState({ kind: 'connecting' })
  }

  comeBack(): void {
    this.#setState({ ...ready, boot_id: randomUUID() })
  }

  /** A host that does not stay up. */
  giveUp(message: string): void {
    this.#setState({ kind: 'closed', reason: 'lost', message })
  }

  /** Makes a session without anybody asking for it. */
  addSession(userId: UserId): Session {
    const session = newSession(SessionId.parse(randomUUID()), userId, {
      name: 'fake',
      status_reason: 'started',
      workspace_path: '/projects/fake',
    })
    this.#sessions.set(session.id, {
      header: { session, approvals: [], queue: [] },
      user_id: userId,
      events: [],
      openBlocks: new Map(),
    })
    return session
  }

  /** Lets a session work in a folder that is there. */
  setFolder(sessionId: SessionId, workspace_path: string): void {
    const found = this.#sessions.made(sessionId)
    found.header = { ...found.header, session: { ...found.header.session, workspace_path } }
  }

  /** Changes a session's header, and says so. */
  patch(sessionId: SessionId, fields: Partial<Session>): void {
    const found = this.#sessions.made(sessionId)
    found.header = { ...found.header, session: { ...found.header.session, ...fields } }
    this.announce(sessionId)
  }

  sessionOf(sessionId: SessionId): Session {
    return this.#sessions.made(sessionId).header.session
  }

  /** Commits an event and delivers it. While the host is away it is committed only. Returns its seq. */
  append(sessionId: SessionId, event: NewEvent): number {
    const session = this.#sessions.made(sessionId)
    const seq = session.header.session.head_seq + 1
    const frame = { ...event, session_id: sessionId, seq, timestamp: new Date(seq).toISOString() } as DurableEvent
    session.header = reduceHeader(session.header, frame)
    const payload = Buffer.from(JSON.stringify(frame))
    session.events.push(payload)
    this.#deliver({ kind: 'session', session_id: sessionId, user_id: session.user_id, type: event.type, seq, payload })
    return seq
  }

  /** Text and nothing else, as Claude's finished block. */
  appendText(sessionId: SessionId, text: string): number {
    return this.append(sessionId, {
      type: 'claude_response',
      content: text,
      data: { block_id: randomUUID(), kind: 'text', is_complete: true },
    })
  }

  /** Streams a piece of an open block; delivered only while somebody follows. */
  stream(sessionId: SessionId, blockId: string, text: string): void {
    const session = this.#sessions.made(sessionId)
    const before = session.openBlocks.get(blockId) ?? ''
    session.openBlocks.set(blockId, before + text)
    if (this.followed.has(sessionId)) {
      const payload = deltaFrame(sessionId, blockId, { offset: before.length, text })
      this.#deliver({
        kind: 'session',
        session_id: sessionId,
        user_id: session.user_id,
        type: 'claude_response',
        seq: null,
        payload,
      })
    }
  }

  /** The header as a live event, as the host sends it after each change. */
  announce(sessionId: SessionId): void {
    const { header, user_id } = this.#sessions.made(sessionId)
    const frame = {
      type: 'session_updated',
      session_id: sessionId,
      data: { session: header.session },
      timestamp: new Date().toISOString(),
    }
    const payload = Buffer.from(JSON.stringify(frame))
    this.#deliver({ kind: 'session', session_id: sessionId, user_id, type: frame.type, seq: null, payload })
  }

  /** As the host tells how a run of a task stands. */
  tellRun(user_id: UserId, news: TaskRunNews): void {
    const payload = Buffer.from(JSON.stringify({ type: 'task_run', data: news, timestamp: new Date().toISOString() }))
    const session_id = SessionId.parse(news.run.id)
    this.#deliver({ kind: 'session', session_id, user_id, type: 'task_run', seq: null, payload })
  }

  readonly #builtIn: Handlers = {
    'session.create': ({ project_path, folder_name }, actor) => {
      const session = this.addSession(actor.user_id)
      const workspace_path = project_path ?? `/workspaces/${folder_name}`
      this.#sessions.made(session.id).header = { session: { ...session, workspace_path }, approvals: [], queue: [] }
      return { ...session, workspace_path }
    },
    'session.list': (_params, actor) => ({
      sessions: [...this.#sessions.values()]
        .filter((one) => one.user_id === actor.user_id)
        .map((one) => one.header.session),
      next_cursor: null,
    }),
    'session.get': ({ session_id }, actor) => this.#sessions.of(session_id, actor).header.session,
    'session.update': ({ session_id }, actor) => this.#sessions.of(session_id, actor).header.session,
    'session.events': ({ session_id, after_seq = 0, limit }, actor) => {
      const { events, header } = this.#sessions.of(session_id, actor)
      const wanted = events.slice(after_seq, after_seq + limit)
      return { events: wanted.map((event) => JSON.parse(String(event))), head_seq: header.session.head_seq }
    },
    'session.control': ({ session_id, action }, actor) => {
      this.#sessions.of(session_id, actor)
      return { session_id, status: action === 'terminate' ? 'TERMINATED' : 'ACTIVE', reason: 'user_request' }
    },
    'session.terminate': ({ session_id }, actor) => {
      this.#sessions.of(session_id, actor)
      return { success: true, message: 'ended' }
    },
    'message.send': ({ session_id }, actor) => {
      this.#sessions.of(session_id, actor)
      return { message_id: MessageId.parse(randomUUID()), position: 0 }
    },
    'message.cancel': ({ session_id, message_id }, actor) => {
      this.#sessions.of(session_id, actor)
      return { message_id }
    },
    'message.rewind': ({ session_id }, actor) => {
      this.#sessions.of(session_id, actor)
      return { files: ['/projects/api/a.ts'], file_count: 1, insertions: 2, deletions: 1 }
    },
    'changes.put_back': ({ session_id }, actor) => this.#putBack(session_id, actor, 'p1'),
    'changes.undo': ({ session_id }, actor) => this.#putBack(session_id, actor, 'p2'),
    'message.edit': ({ session_id }, actor) => ({ queue: [...this.#sessions.of(session_id, actor).header.queue] }),
    'exec.start': ({ session_id }, actor) => {
      this.#sessions.of(session_id, actor)
      return { exec_id: 'one' }
    },
    ...fakeTerminalHandlers,
    ...plainHostAnswers,
    'approval.answer': ({ session_id, approval_id, decision }, actor) => {
      this.#sessions.of(session_id, actor)
      return { approval_id, tool_name: 'Bash', decision, answered_by: actor.username }
    },
    'approval.judge': ({ session_id }, actor) => this.#sessions.of(session_id, actor) && { dangers: [] },
    'approval.before': ({ session_id }, actor) => {
      this.#sessions.of(session_id, actor)
      return { before: null }
    },
  }

  #putBack(id: string, actor: Actor, put_back_id: string) {
    this.#sessions.of(id, actor)
    return { files: [], left: [], put_back_id }
  }

  #assertThere(): void {
    if (this.#state.kind !== 'ready') {
      throw new HomeportError('HOST_001', 'The session host is away.', { details: { retry_possible: true } })
    }
  }

  #deliver(event: LinkEvent): void {
    if (this.#state.kind === 'ready') {
      for (const listener of this.#eventListeners) {
        listener(event)
      }
    }
  }

  #setState(state: LinkState): void {
    this.#state = state
    for (const listener of this.#stateListeners) {
      listener(state)
    }
  }
}
