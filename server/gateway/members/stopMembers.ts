import type { Session } from '#shared/session/session.ts'
import type { SessionStatus } from '#shared/session/status.ts'
import type { HostLink } from '#server/link/link.ts'
import { createLogger } from '#server/platform/log/log.ts'
import { type AuditLog, ownFact } from '../audit/log/auditLog.ts'
import { actorFor } from '../auth/identify/actor.ts'
import type { StoredUser, UserStore } from '../auth/store/users.ts'
import { mayShare, whyStopped } from './mayRun.ts'

const log = createLogger('members')

/** Those with a process, idle or not. */
const running: ReadonlySet<SessionStatus> = new Set(['STARTING', 'ACTIVE', 'WORKING', 'WAITING'])

export interface StopMembersDeps {
  readonly link: Pick<HostLink, 'call' | 'overview' | 'onState' | 'state'>
  readonly users: Pick<UserStore, 'list'>
  readonly audit: Pick<AuditLog, 'record'>
}

export interface StopMembers {
  /**
   * Suspends every running session of everybody who may not run any: their Claude processes end, what was said is kept, their tasks are paused, their
   * commands and terminals ended. What people share who are no owners any more is theirs alone again.
   * Never throws. What cannot be reached because the host is unavailable is checked again when it is back.
   */
  now(): Promise<void>
  /** Stops checking when a host comes. */
  dispose(): void
}

/** Checks now and whenever a host comes: somebody may have been removed while none was there. */
export function createStopMembers(deps: StopMembersDeps): StopMembers {
  const now = async (): Promise<void> => {
    const all = deps.users.list()
    const stopped = all.filter((user) => whyStopped(user) !== null)
    const unsharing = all.filter((user) => !mayShare(user))
    await Promise.all([
      ...stopped.map(async (user) => stopAllOf(user, deps)),
      ...unsharing.map(async (user) => unshare(user, deps)),
    ])
  }
  const onState = ({ kind }: ReturnType<HostLink['state']>): void => void (kind === 'ready' && now())
  const unfollow = deps.link.onState(onState)
  onState(deps.link.state())
  return { now, dispose: unfollow }
}

/** What somebody shared as an owner, who is none any more, nobody else starts with. */
async function unshare(user: StoredUser, { link, audit }: StopMembersDeps): Promise<void> {
  try {
    const { names } = await link.call('template.unshare_all', {}, actorFor(user))
    for (const name of names) {
      audit.record({ ...ownFact('template.unshared', { of: user.username, name }), outcome: 'ok' })
    }
  } catch (error) {
    log.warn('what somebody shared who is no owner any more could not be taken back', { user_id: user.id, error })
  }
}

async function stopAllOf(user: StoredUser, deps: StopMembersDeps): Promise<void> {
  await pauseTasks(user, deps)
  await Promise.all([endPrograms(user, deps), suspendSessions(user, deps)])
}

async function suspendSessions(user: StoredUser, deps: StopMembersDeps): Promise<void> {
  try {
    await deps.link.overview(actorFor(user), ({ sessions }) => {
      for (const session of sessions.filter(({ status }) => running.has(status))) {
        void stop(session, user, deps)
      }
    })
  } catch (error) {
    log.warn('the host cannot be reached to stop the sessions of somebody who may not run any', {
      user_id: user.id,
      error,
    })
  }
}

/** A host of before there were tasks knows none: its sessions are stopped all the same. */
async function pauseTasks(user: StoredUser, { link }: StopMembersDeps): Promise<void> {
  try {
    await link.call('task.pause', { paused: true }, actorFor(user))
  } catch (error) {
    log.warn('the tasks of somebody who may not run any could not be paused', { user_id: user.id, error })
  }
}

/** Their shells and commands, which go on beside a session that is suspended. */
async function endPrograms(user: StoredUser, { link }: StopMembersDeps): Promise<void> {
  const actor = actorFor(user)
  try {
    await Promise.all([link.call('exec.stop_all', {}, actor), link.call('terminal.stop_all', {}, actor)])
  } catch (error) {
    log.warn('commands and terminals of somebody who may not run any could not be ended', { user_id: user.id, error })
  }
}

async function stop(session: Session, user: StoredUser, { link, audit }: StopMembersDeps): Promise<void> {
  const why = whyStopped(user) ?? 'removed'
  const fact = { ...ownFact('session.stopped', { of: user.username, why }), session_id: session.id }
  try {
    await link.call('session.control', { session_id: session.id, action: 'suspend' }, actorFor(user))
    audit.record({ ...fact, outcome: 'ok' })
  } catch (error) {
    log.error('a session of somebody who may not run any could not be suspended', { session_id: session.id, error })
    audit.record(fact)
  }
}
