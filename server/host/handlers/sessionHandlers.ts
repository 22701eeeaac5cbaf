import { HomeportError } from '#shared/errors.ts'
import type { Actor } from '#shared/operations/session.ts'
import type { ParamsOf } from '#shared/operations/table.ts'
import type { Deletion } from '../sessions/deletion/deletion.ts'
import type { Forking } from '../sessions/forking/forking.ts'
import type { Session } from '../sessions/session.ts'
import type { SessionRegistry } from '../sessions/registry.ts'
import type { conversationHandlers } from './conversation/conversationHandlers.ts'
import { checkedToken } from './claude/checkedToken.ts'
import type { Setup } from '../setup/openSetup.ts'
import type { ClaudeAccess } from './claude/claudeAccess.ts'
import type { infoHandlers } from '../information/infoHandlers.ts'
import type { HostHandlers } from '../hostHandlers.ts'

type SessionHandlers = Pick<
  HostHandlers,
  Exclude<
    Extract<keyof HostHandlers, `session.${string}`>,
    | keyof ReturnType<typeof conversationHandlers>
    | keyof ReturnType<typeof infoHandlers>
    | 'session.trust'
    | 'session.untrust'
  >
>

/** Answers for `session.*`; `trustHandlers` for trust, `conversationHandlers` for what was said. */
export function sessionHandlers({
  registry,
  claude,
  deletion,
  forking,
  setup,
}: {
  registry: SessionRegistry
  claude: ClaudeAccess
  deletion: Deletion
  forking: Forking
  setup: Pick<Setup, 'create' | 'prepare'>
}): SessionHandlers {
  return {
    'session.list': (params, actor) => registry.list(params, actor),
    'session.at_stake': (_, actor) => ({ sessions: registry.atStake(actor) }),
    'session.create': async (params, actor) => {
      await assertSignsIn(claude, params, actor)
      return setup.create(params, actor)
    },
    'session.fork': async (params, actor) => {
      // Somebody else’s is unknown, whoever pays.
      registry.find(params.session_id, actor)
      await assertSignsIn(claude, {}, actor)
      return forking.fork(params, actor)
    },
    'session.get': async ({ session_id }, actor) => {
      const session = registry.find(session_id, actor)
      await session.folder.refresh()
      return session.state
    },
    'session.update': async ({ session_id, ...fields }, actor) => {
      const session = registry.find(session_id, actor)
      if (fields.pinned === true && !session.state.pinned) {
        assertRoomForPin(registry.pinned(actor).length)
      }
      const { setup: wanted, environment, ...others } = fields
      const change = await setup.prepare(session, { setup: wanted, environment }, actor)
      await update(session, others)
      await change()
      return session.state
    },
    'session.terminate': async ({ session_id }, actor) => {
      await registry.find(session_id, actor).terminate()
      return { success: true, message: 'The session has ended. Its conversation is kept.' }
    },
    'session.delete': ({ session_id }, actor) => deletion.delete(session_id, actor),
    'session.restore': ({ session_id }, actor) => deletion.restore(session_id, actor),
    'session.control': async (params, actor) => {
      const session = registry.find(params.session_id, actor)
      await (params.action === 'trust'
        ? registry.trust(session.state.id, params.fingerprint, actor)
        : control(session, params, actor))
      const { id, status, status_reason } = session.state
      return { session_id: id, status, reason: status_reason }
    },
  }
}

/** Before anything is made: who is not billed gets no session. */
async function assertSignsIn(
  claude: ClaudeAccess,
  { claude_token }: Pick<ParamsOf<'session.create'>, 'claude_token'>,
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
  {
    model,
    permission_mode,
    effort,
    name,
    archived,
    pinned,
  }: Omit<ParamsOf<'session.update'>, 'session_id' | 'setup' | 'environment'>,
): Promise<void> {
  // What Claude may refuse comes first, so that a refusal changes nothing.
  await session.options.change({ model, effort, permission_mode })
  if (name !== undefined || archived !== undefined || pinned !== undefined) {
    session.patch({
      ...(name === undefined ? {} : { name }),
      ...(archived === undefined ? {} : { archived }),
      ...(pinned === undefined ? {} : { pinned }),
    })
  }
}

/** Every home screen is sent all that is pinned. */
const MOST_PINNED = 50

function assertRoomForPin(pinned: number): void {
  if (pinned >= MOST_PINNED) {
    throw new HomeportError(
      'SESSION_003',
      `${MOST_PINNED} sessions are pinned, which is the most there can be. Nothing was changed; unpin one first.`,
    )
  }
}

/** A fresh process in the place of one that has grown. @throws HomeportError SESSION_003 where that would cut something. */
function recycle(session: Session): void {
  if (!session.rest.isAtRest()) {
    throw new HomeportError(
      'SESSION_003',
      'Nothing was recycled: a turn, a background task or a timer of Claude’s runs, something waits, or there is no process. Try again once the session rests.',
    )
  }
  session.replaceProcess('recycled')
}

/** Ending a Claude Code that Homeport did not start is ending a program of whoever owns the machine. */
async function takeOver(session: Session, actor: Actor): Promise<void> {
  const { writer } = session.state
  if (writer?.kind === 'outside' && writer.pid !== undefined && actor.is_local_owner !== true) {
    throw new HomeportError(
      'AUTH_006',
      'A Claude Code outside Homeport has this conversation, and only the owner of the machine may end it. Go on in a fork, or ask them.',
    )
  }
  await session.writing.takeOver()
}

function control(
  session: Session,
  params: Exclude<ParamsOf<'session.control'>, { action: 'trust' }>,
  actor: Actor,
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
    case 'restart':
      return session.restart()
    case 'recycle':
      return recycle(session)
    case 'take_over':
      return takeOver(session, actor)
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
      return session.options.setModel(params.model)
    case 'set_permission_mode':
      return session.options.setPermissionMode(params.permission_mode)
    case 'set_effort':
      return session.options.setEffort(params.effort)
  }
}
