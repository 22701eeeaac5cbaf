import { HomeportError } from '#shared/errors.ts'
import type { SessionId } from '#shared/ids.ts'
import type { MemberSession } from '#shared/operations/memberSession.ts'
import type { Session } from '#shared/session/session.ts'
import type { SessionStatus } from '#shared/session/status.ts'
import type { HostLink } from '#server/link/link.ts'
import { othersSeenBy } from '../access/access.ts'
import { actorFor } from '../auth/identify/actor.ts'
import { type Call, type GatewayHandlers, actorOf } from '../kernel/call.ts'
import type { StoredUser, UserStore } from '../auth/store/users.ts'
import { whyStopped } from './mayRun.ts'

/** Over already: there is nothing to end. */
const ended: ReadonlySet<SessionStatus> = new Set(['TERMINATED', 'FAILED'])

export interface MemberSessionHandlersDeps {
  readonly link: Pick<HostLink, 'call' | 'overview'>
  readonly users: Pick<UserStore, 'list'>
}

/** What the owner sees and does about the sessions of other people. */
export function createMemberSessionHandlers(
  deps: MemberSessionHandlersDeps,
): Pick<GatewayHandlers, 'member_session.list' | 'member_session.stop' | 'member_session.end'> {
  const control = async (action: 'suspend' | 'terminate', sessionId: SessionId, call: Call): Promise<void> => {
    const found = (await find(deps, call)).find(({ shown }) => shown.id === sessionId)
    if (found === undefined) {
      throw notFound(sessionId)
    }
    await deps.link.call('session.control', { session_id: sessionId, action }, actorFor(found.user))
  }
  return {
    'member_session.list': async (_params, call) => ({ sessions: (await find(deps, call)).map(({ shown }) => shown) }),
    'member_session.stop': async ({ session_id }, call) => {
      await control('suspend', session_id, call)
      return { success: true }
    },
    'member_session.end': async ({ session_id }, call) => {
      await control('terminate', session_id, call)
      return { success: true }
    },
  }
}

interface Found {
  readonly user: StoredUser
  readonly shown: MemberSession
}

/** @throws HomeportError SESSION_003 while the host is away. */
async function find({ link, users }: MemberSessionHandlersDeps, { caller }: Call): Promise<Found[]> {
  const others = othersSeenBy(actorOf(caller), users.list())
  const found = others.map(async (user) => {
    let sessions: readonly Session[] = []
    await link.overview(actorFor(user), (overview) => {
      sessions = overview.sessions.filter(({ status }) => !ended.has(status))
    })
    return sessions.map((session) => ({ user, shown: shownOf(session, user) }))
  })
  return (await Promise.all(found)).flat()
}

function shownOf(session: Session, user: StoredUser): MemberSession {
  const { id, status, workspace_path, created_at, last_activity } = session
  const { id: userId, username, role } = user
  return {
    id,
    user: { id: userId, username, role },
    why: whyStopped(user),
    status,
    workspace_path,
    created_at,
    last_activity,
  }
}

function notFound(sessionId: SessionId): HomeportError {
  return new HomeportError(
    'SESSION_002',
    `There is no such session of somebody else: ${sessionId}. Nothing was stopped or ended.`,
  )
}
