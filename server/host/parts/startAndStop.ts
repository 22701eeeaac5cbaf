import { existsSync, rmSync } from 'node:fs'
import type { Database } from 'better-sqlite3'
import type { Paths } from '#server/platform/files/paths.ts'
import type { Deletion } from '../sessions/deletion/deletion.ts'
import type { SessionDeps } from '../sessions/core/sessionCore.ts'
import { recoverSessions } from '../sessions/recovery.ts'
import type { SessionRegistry } from '../sessions/registry.ts'
import type { Tasks } from '../tasks/openTasks.ts'
import type { OpenCheckouts } from '../checkouts/openCheckouts.ts'
import type { OpenWorkspaces } from '../workspaces/openWorkspaces.ts'

/** What does something at its time by itself. */
interface Timed {
  start(): void
  stop(): void
}

export interface StartAndStopDeps {
  readonly domain: Pick<SessionDeps, 'store' | 'launcher' | 'timers' | 'log'> & { readonly tokens: { wipeAll(): void } }
  readonly paths: Pick<Paths, 'pauseOrder'>
  readonly database: Database
  readonly registry: SessionRegistry
  readonly deletion: Pick<Deletion, 'resume' | 'stop'>
  /** What runs beside sessions: commands, terminals. */
  readonly work: { readonly sweep: () => Promise<void>; readonly stop: () => Promise<void> }
  readonly kept: Pick<OpenWorkspaces, 'tellInterrupted' | 'removeAbandoned' | 'close'>
  readonly checkouts: Pick<OpenCheckouts, 'sweep' | 'close'>
  readonly past: { readonly close: () => Promise<void> }
  readonly tasks: Pick<Tasks, 'start' | 'stop'>
  readonly atTheirTime: {
    readonly sleeping: Timed
    readonly writers: Timed
    readonly cleanup: Timed
    readonly care: Timed
    readonly autoCommits: Timed
  }
  /** After the answer to the request has been written. */
  readonly onShutDown: () => void
}

export interface StartAndStop {
  /** Takes up what a host that died left. Call it once links can connect. */
  readonly recover: () => Promise<void>
  /** Suspends every session, for a reason. Resolves when nothing of them runs any more. */
  readonly shutDown: (reason: string) => Promise<void>
  /** Closes the database. After `shutDown`. */
  readonly close: () => void
}

/** In which order the parts of a host begin and end. */
export function startAndStop(deps: StartAndStopDeps): StartAndStop {
  const { domain, paths, database, registry, deletion, work, kept, checkouts, past, tasks, atTheirTime } = deps
  const { store, launcher, timers, log, tokens } = domain
  const timed = Object.values(atTheirTime)
  const stopTimers = () => [tasks, ...timed].forEach((part) => part.stop())
  return {
    shutDown: async (reason) => {
      stopTimers()
      await Promise.all([registry.suspendAll(reason), work.stop()])
      tokens.wipeAll()
      await past.close()
      await checkouts.close()
      await kept.close()
      setImmediate(deps.onShutDown)
    },
    recover: async () => {
      await Promise.all([work.sweep(), checkouts.sweep()])
      const shallPause = existsSync(paths.pauseOrder)
      const recovered = recoverSessions({ store, registry, launcher, timers, log, shallPause })
      // What was left is held by now: a session that starts slowly keeps no task waiting.
      tasks.start({ shallPause })
      await recovered
      rmSync(paths.pauseOrder, { force: true })
      deletion.resume()
      kept.tellInterrupted(registry)
      kept.removeAbandoned()
      timed.forEach((part) => part.start())
    },
    close: () => {
      stopTimers()
      deletion.stop()
      database.close()
    },
  }
}
