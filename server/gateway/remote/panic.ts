import { HomeportError } from '#shared/errors.ts'
import type { Actor } from '#shared/operations/session.ts'
import type { ResultOf } from '#shared/operations/table.ts'
import type { Session } from '#shared/session/session.ts'
import type { SessionStatus } from '#shared/session/status.ts'
import { failureText } from '#server/platform/failure.ts'
import type { HostLink } from '#server/link/link.ts'
import { createLogger } from '#server/platform/log/log.ts'
import type { Credential } from '../kernel/identity.ts'

const log = createLogger('remote')

const busy: ReadonlySet<SessionStatus> = new Set(['STARTING', 'WORKING', 'WAITING'])

export interface PanicDeps {
  /** Closes the listener whatever happens. @throws Error when that cannot be written down for the next start. */
  readonly remoteOff: () => Promise<unknown>
  /** null: no host runs, so no session does. @throws when the one that runs cannot be reached. */
  readonly link: () => Promise<HostLink | null>
  readonly actors: () => Actor[]
  /** All that were used through the remote listener, and forgets them. */
  readonly takeRemoteCredentials: () => Credential[]
  /** Ends it and every socket opened with it. False when it was over already. */
  readonly revoke: (credential: Credential) => boolean
}

/**
 * First every credential ends, so that an open page hears that it is signed out and destroys what it kept for reading without a
 * connection; then the listener closes, whatever came of that; then what came in between ends as well. Then Claude stops: every
 * user's busy sessions are suspended, what waits in them stays until somebody resumes them, and tasks are paused. What cannot be stopped is counted, and does not
 * hold up the rest.
 * @throws HomeportError SETTINGS_001 after all that, when the next start would open the listener again.
 */
export async function panic(deps: PanicDeps): Promise<ResultOf<'server.panic'>> {
  log.warn('panic: closing the workstation to the outside')
  const failures: unknown[] = []
  const before = revokeAll(deps, failures)
  const [off] = await Promise.allSettled([deps.remoteOff()])
  const revoked = before + revokeAll(deps, failures)
  const stopped = await stopEverybody(deps)
  const done = {
    revoked_devices: revoked,
    interrupted_sessions: stopped.filter((is) => is).length,
    failed_sessions: stopped.filter((is) => !is).length,
  }
  if (off.status === 'rejected') {
    throw notWrittenDown(off.reason, done)
  }
  if (failures.length > 0) {
    throw failures[0]
  }
  return done
}

/** How many it ended. What fails holds up neither the listener nor the others; it is told at the end. */
function revokeAll({ takeRemoteCredentials, revoke }: PanicDeps, failures: unknown[]): number {
  const tried = <T>(what: () => T, otherwise: T): T => {
    try {
      return what()
    } catch (error) {
      log.error('a device could not be signed out', { error })
      failures.push(error)
      return otherwise
    }
  }
  return tried(takeRemoteCredentials, []).filter((credential) => tried(() => revoke(credential), false)).length
}

function notWrittenDown(cause: unknown, done: ResultOf<'server.panic'>): HomeportError {
  return new HomeportError(
    'SETTINGS_001',
    'Remote access is closed, devices are signed out and sessions stopped, but the settings could not be written, so ' +
      `the next start opens it again: ${failureText(cause)} Fix that, then run "homeport remote off".`,
    { cause, details: { problem: 'unusable', ...done } },
  )
}

/** A host that cannot be reached counts as one thing that goes on. */
async function stopEverybody({ link: reach, actors }: PanicDeps): Promise<boolean[]> {
  try {
    const link = await reach()
    return link === null ? [] : (await Promise.all(actors().map(async (actor) => stopSessions(link, actor)))).flat()
  } catch (error) {
    log.error('the session host cannot be reached', { error })
    return [false]
  }
}

async function stopSessions(link: HostLink, actor: Actor): Promise<boolean[]> {
  let sessions: Session[] = []
  await pauseTasks(link, actor)
  try {
    await link.overview(actor, (overview) => {
      sessions = overview.sessions.filter(({ status }) => busy.has(status))
    })
  } catch (error) {
    log.error('the session host cannot be reached to stop', { error })
    return [false]
  }
  const [isStopped, ...stopped] = await Promise.all([
    stopCommands(link, actor),
    ...sessions.map(async (session) => stopSession(link, session, actor)),
  ])
  return isStopped ? stopped : [...stopped, false]
}

async function stopCommands(link: HostLink, actor: Actor): Promise<boolean> {
  try {
    await Promise.all([link.call('exec.stop_all', {}, actor), link.call('terminal.stop_all', {}, actor)])
    return true
  } catch (error) {
    log.error('the commands and terminals of a person could not be stopped', { user_id: actor.user_id, error })
    return false
  }
}

/** A host of before there were tasks knows none: its sessions are stopped all the same. */
async function pauseTasks(link: HostLink, actor: Actor): Promise<void> {
  try {
    await link.call('task.pause', { paused: true }, actor)
  } catch (error) {
    log.error('tasks could not be paused', { error })
  }
}

async function stopSession(link: HostLink, session: Session, actor: Actor): Promise<boolean> {
  try {
    await link.call('session.control', { session_id: session.id, action: 'suspend' }, actor)
    return true
  } catch (error) {
    log.error('a session could not be stopped', { session_id: session.id, error })
    return false
  }
}
