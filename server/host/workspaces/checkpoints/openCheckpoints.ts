import type { Settings } from '#server/platform/settings/settings.ts'
import type { Paths } from '#server/platform/files/paths.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { EventHub } from '../../sessions/streams/eventHub.ts'
import type { SessionRegistry } from '../../sessions/registry.ts'
import type { SessionLog, SessionStore, Timers } from '../../sessions/ports/sessionPorts.ts'
import { systemWatch } from '../watch/nativeWatch.ts'
import { Checkpoints } from './checkpoints.ts'
import { KeeperThread } from './keeperThread.ts'
import type { KeeperStart, KeepingBounds } from './questions.ts'

export interface OpenCheckpointsDeps {
  readonly paths: Pick<Paths, 'changesDb' | 'dataDir'>
  /** `changes` may change: it is read before every question. */
  readonly settings: Pick<Settings, 'changes'>
  readonly env: Readonly<Record<string, string | undefined>>
  readonly hub: EventHub
  readonly store: Pick<SessionStore, 'header'>
  readonly clock: Clock
  readonly timers: Timers
  readonly log: SessionLog
}

/** Checkpoints as the host has them: what knows them, and how they begin and end. */
export interface OpenCheckpoints {
  readonly keeper: KeeperThread
  readonly checkpoints: Checkpoints
  /** Tells the conversations in which a host that died left files half put back. */
  tellInterrupted(registry: Pick<SessionRegistry, 'known'>): void
  close(): Promise<void>
}

/** What the settings allow to be kept, in bytes. */
function keepingBounds(changes: Settings['changes']): KeepingBounds {
  return { total_bytes: changes.kept_mb_per_session * MB, file_bytes: changes.kept_mb_per_file * MB }
}

const MB = 1024 * 1024

export function openCheckpoints(deps: OpenCheckpointsDeps): OpenCheckpoints {
  const { paths, settings, env, hub, store, clock, timers, log } = deps
  const start = (): KeeperStart => ({
    database: paths.changesDb,
    data_dir: paths.dataDir,
    env,
    bounds: keepingBounds(settings.changes),
  })
  const keeper = new KeeperThread(start)
  const checkpoints = new Checkpoints({ keeper, native: systemWatch, sink: hub, store, clock, timers, log })
  const subscription = hub.join((event) => checkpoints.take(event))
  hub.onFollowed((sessionId, isFollowed) => checkpoints.followed(sessionId, isFollowed))
  return {
    keeper,
    checkpoints,
    tellInterrupted: (registry) => {
      keeper.ask('interrupted', {}).then(
        (all) => all.forEach((one) => registry.known(one.session_id)?.rewinding.noteInterrupted(one)),
        (error: unknown) => log.warn('what files were before cannot be read', { reason: String(error) }),
      )
    },
    close: async () => {
      subscription.leave()
      await checkpoints.close()
      await keeper.close()
    },
  }
}
