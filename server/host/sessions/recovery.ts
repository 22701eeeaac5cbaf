import type { SessionId } from '#shared/ids.ts'
import type { AgentLauncher } from './ports/agent.ts'
import type { SessionLog, SessionStore, Timers, UnfinishedSession } from './ports/sessionPorts.ts'
import type { SessionRegistry } from './registry.ts'
import type { Session } from './session.ts'

/** Claude Code's start costs a core for a second; more at once make each of them slower. */
const AT_ONCE = 2

/** One start that hangs does not keep the other sessions waiting. */
const NEXT_AFTER_MS = 30_000

export interface RecoveryDeps {
  readonly store: SessionStore
  readonly registry: SessionRegistry
  readonly launcher: AgentLauncher
  readonly timers: Timers
  readonly log: SessionLog
  /** Nothing is taken up: all of it waits for a person. */
  readonly shallPause: boolean
}

/**
 * Clears up after a host that died: ends the processes it left, takes their sessions up again. Sessions are held
 * before this returns its promise, so that nobody starts a second process beside one that is still being ended.
 */
export async function recoverSessions(deps: RecoveryDeps): Promise<void> {
  const left = deps.store.unfinished().flatMap((unfinished) => {
    const session = deps.registry.hold(unfinished.session_id)
    return session === null ? [] : [{ ...unfinished, session }]
  })
  if (left.length > 0) {
    deps.log.info('taking up sessions a host left behind', { sessions: left.length })
  }
  const work = left.values()
  const worker = async () => {
    for (const item of work) {
      await recoverOne(deps, item)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
}

type Left = UnfinishedSession & { readonly session: Session; readonly session_id: SessionId }

async function recoverOne({ launcher, timers, log, shallPause }: RecoveryDeps, left: Left): Promise<void> {
  const { session_id, process, session } = left
  try {
    if (process !== null) {
      await launcher.reap({ ...process, session_id })
    }
    await atMost(timers, shallPause || session.state.deletes_at !== null ? session.pause() : session.recover())
  } catch (error) {
    log.error('a session could not be taken up', {
      session_id,
      reason: error instanceof Error ? error.message : String(error),
    })
  }
}

function atMost(timers: Timers, work: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const callOff = timers.after(NEXT_AFTER_MS, resolve)
    work.then(resolve, reject).finally(callOff)
  })
}
