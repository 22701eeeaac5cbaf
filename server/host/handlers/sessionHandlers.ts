import { HomeportError } from '#shared/errors.ts'
import type { Actor } from '#shared/operations/session.ts'
import type { ParamsOf } from '#shared/operations/table.ts'
import { DurableEvent } from '#shared/session/events.ts'
import type { EventRange, SessionStore } from '../sessions/ports/sessionPorts.ts'
import type { Session } from '../sessions/session.ts'
import type { SessionRegistry } from '../sessions/registry.ts'
import { checkedToken } from './claude/checkedToken.ts'
import type { ClaudeAccess } from './claude/claudeAccess.ts'
import type { HostHandlers } from '../hostHandlers.ts'

/** Bytes of events in one answer; what is missing comes with the next page. */
const PAGE_BYTES = 2 * 1024 * 1024

type SessionHandlers = Pick<
  HostHandlers,
  Exclude<Extract<keyof HostHandlers, `session.${string}`>, 'session.trust' | 'session.untrust'>
>

/** Answers for `session.*`; `trustHandlers` for trust. */
export function sessionHandlers({
  registry,
  store,
  claude,
}: {
  registry: SessionRegistry
  store: SessionStore
  claude: ClaudeAccess
}): SessionHandlers {
  return {
    'session.list': (params, actor) => registry.list(params, actor),
    'session.at_stake': (_, actor) => ({ sessions: registry.atStake(actor) }),
    'session.create': async (params, actor) => {
      await assertSignsIn(claude, params, actor)
      return registry.create(params, actor)
    },
    'session.get': async ({ session_id }, actor) => {
      const session = registry.find(session_id, actor)
      await session.folder.refresh()
      return session.state
    },
    'session.update': async ({ session_id, ...fields }, actor) => {
      const session = registry.find(session_id, actor)
      await update(session, fields)
      return session.state
    },
    'session.terminate': async ({ session_id }, actor) => {
      await registry.find(session_id, actor).terminate()
      return { success: true, message: 'The session has ended. Its conversation is kept.' }
    },
    'session.control': async (params, actor) => {
      const session = registry.find(params.session_id, actor)
      await (params.action === 'trust'
        ? registry.trust(session.state.id, params.fingerprint, actor)
        : control(session, params))
      const { id, status, status_reason } = session.state
      return { session_id: id, status, reason: status_reason }
    },
    'session.events': (params, actor: Actor) => {
      const { state } = registry.find(params.session_id, actor)
      const range = { session_id: state.id, from: rangeOf(params), limit: params.limit, max_bytes: PAGE_BYTES }
      const events = store.readEvents(range).map(({ payload }) => DurableEvent.parse(JSON.parse(payload.toString())))
      return { events, head_seq: state.head_seq }
    },
    'session.tool_result': ({ session_id, tool_use_id }, actor) => {
      const content = store.wholeResult(registry.find(session_id, actor).state.id, tool_use_id)
      if (content === null) {
        throw new HomeportError('SESSION_002', 'Nothing more of that result is kept than the conversation shows.')
      }
      return { content }
    },
  }
}

/** Before anything is made: who is not billed gets no session. */
async function assertSignsIn(
  claude: ClaudeAccess,
  { claude_token }: ParamsOf<'session.create'>,
  actor: Actor,
): Promise<void> {
  if (claude_token !== undefined) {
    await checkedToken(claude, claude_token, 'No session was started.')
  } else if (actor.is_local_owner !== true) {
    await claude.assertSignsIn(actor.user_id)
  }
}

async function update(
  session: Session,
  { model, permission_mode, name, archived }: Omit<ParamsOf<'session.update'>, 'session_id'>,
): Promise<void> {
  // What Claude may refuse comes first, so that a refusal changes nothing.
  if (model !== undefined) {
    await session.setModel(model)
  }
  if (permission_mode !== undefined) {
    await session.setPermissionMode(permission_mode)
  }
  if (name !== undefined || archived !== undefined) {
    session.patch({ ...(name === undefined ? {} : { name }), ...(archived === undefined ? {} : { archived }) })
  }
}

function control(
  session: Session,
  params: Exclude<ParamsOf<'session.control'>, { action: 'trust' }>,
): void | Promise<void> {
  switch (params.action) {
    case 'interrupt':
      return session.interrupt()
    case 'hold_queue':
      return session.holdQueue()
    case 'run_queue':
      return session.runQueue()
    case 'terminate':
      return session.terminate()
    case 'suspend':
      return session.pause()
    case 'resume':
      return session.resume()
    case 'mark_read':
    case 'mark_unread':
      return session.markRead(params.action === 'mark_read')
    case 'start_over':
      return session.startOver()
    case 'stop_task':
      return session.stopTask(params.task_id)
    case 'rename':
      return session.patch({ name: params.name })
    case 'set_model':
      return session.setModel(params.model)
    case 'set_permission_mode':
      return session.setPermissionMode(params.permission_mode)
  }
}

function rangeOf({ after_seq, before_seq }: ParamsOf<'session.events'>): EventRange['from'] {
  if (after_seq !== undefined && before_seq !== undefined) {
    throw new HomeportError('WS_002', 'Name one of after_seq and before_seq, not both.')
  }
  return before_seq === undefined ? { after_seq: after_seq ?? 0 } : { before_seq }
}
