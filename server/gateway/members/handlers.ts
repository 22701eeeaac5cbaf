import { HomeportError } from '#shared/errors.ts'
import type { SessionId } from '#shared/ids.ts'
import type { StoppedSession } from '#shared/operations/stoppedSession.ts'
import type { Session } from '#shared/session/session.ts'
import type { SessionStatus } from '#shared/session/status.ts'
import type { HostLink } from '#server/link/link.ts'
import { actorFor } from '../auth/actor.ts'
import type { GatewayHandlers } from '../dispatch.ts'
import type { StoredUser, UserStore } from '../store/users.ts'
import { whyStopped } from './mayRun.ts'

/** Over already: there is nothing to end. */
const ended: ReadonlySet<SessionStatus> = new Set(['TERMINATED', 'FAILED'])

export interface StoppedSessionHandlersDeps {
  readonly link: Pick<HostLink, 'call' | 'overview'>
  readonly users: Pick<UserStore, 'list'>
}

/** What the owner sees and does about sessions of people who may not run any. */
export function createStoppedSessionHandlers(
  deps: StoppedSessionHandlersDeps,
): Pick<GatewayHandlers, 'stopped_session.list' | 'stopped_session.end'> {
  return {
    'stopped_session.list': async () => ({ sessions: (await find(deps)).map(({ shown }) => shown) }),
    'stopped_session.end': async ({ session_id }) => {
      const found = (await find(deps)).find(({ shown }) => shown.id === session_id)
      if (found === undefined) {
        throw notStopped(session_id)
      }
      await deps.link.call('session.control', { session_id, action: 'terminate' }, actorFor(found.user))
      return { success: true }
    },
  }
}

interface Found {
  readonly user: StoredUser
  readonly shown: StoppedSession
}

/** @throws HomeportError SESSION_003 while the host is away. */
async function find({ link, users }: StoppedSessionHandlersDeps): Promise<Found[]> {
  const people = users.list().flatMap((user) => {
    const why = whyStopped(user)
    return why === null ? [] : [{ user, why }]
  })
  const found = people.map(async ({ user, why }) => {
    let sessions: readonly Session[] = []
    await link.overview(actorFor(user), (overview) => {
      sessions = overview.sessions.filter(({ status }) => !ended.has(status))
    })
    return sessions.map((session) => ({ user, shown: shownOf(session, user, why) }))
  })
  return (await Promise.all(found)).flat()
}

function shownOf(session: Session, user: StoredUser, why: StoppedSession['why']): StoppedSession {
  const { id, status, workspace_path, created_at, last_activity } = session
  const { id: userId, username, role } = user
  return { id, user: { id: userId, username, role }, why, status, workspace_path, created_at, last_activity }
}

function notStopped(sessionId: SessionId): HomeportError {
  return new HomeportError(
    'SESSION_002',
    `There is no such session of somebody who may not run any: ${sessionId}. Nothing was ended.`,
  )
}
