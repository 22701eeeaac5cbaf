import { openDatabase } from '#server/platform/files/database.ts'
import { migrations } from './store/migrations.ts'
import type { UserId } from '#shared/ids.ts'
import type { HostPort } from '#server/link/hostPort.ts'
import type { Paths } from '#server/platform/files/paths.ts'
import type { Settings } from '#server/platform/settings/settings.ts'
import { Deletion, type GoneSession } from './sessions/deletion/deletion.ts'
import { openLife } from './sessions/life/openLife.ts'
import { composeFolderWork } from './parts/folderWork.ts'
import { startAndStop } from './parts/startAndStop.ts'
import { Forking } from './sessions/forking/forking.ts'
import { openCleanup } from './cleanup/openCleanup.ts'
import { openHistory } from './history/openHistory.ts'
import { EventHub } from './sessions/streams/eventHub.ts'
import { openCheckouts } from './checkouts/openCheckouts.ts'
import { openWorkspaces } from './workspaces/openWorkspaces.ts'
import { createFileCompletion } from './workspaces/files/fileCompletion.ts'
import { createHandlers } from './handlers/handlers.ts'
import { createHostPort } from './hostPort.ts'
import { Writers } from './writers/writers.ts'
import { SessionRegistry } from './sessions/registry.ts'
import { openSetup } from './setup/openSetup.ts'
import { openTasks } from './tasks/openTasks.ts'
import { openGround } from './parts/ground.ts'

export interface HostOptions {
  readonly paths: Paths
  /** All but `vault` may change: they are read each time. */
  readonly settings: Pick<
    Settings,
    'claude' | 'vault' | 'sessions' | 'changes' | 'terminals' | 'transcripts' | 'retention' | 'git'
  >
  readonly env: Readonly<Record<string, string | undefined>>
  readonly demo: boolean
  /** Called once, after the last process has ended at a gateway's (or our own) asking. */
  readonly onShutDown: () => void
}

export interface Host {
  readonly port: HostPort
  /** Takes up what a host that died left. Call it once links can connect. */
  recover(): Promise<void>
  /** Closes the database. After `port.shutDown()`. */
  close(): void
}

/**
 * Puts the host together: the only place that names what implements the domain's ports.
 * @throws HomeportError SETTINGS_001 when a newer Homeport wrote the database.
 */
export function composeHost({ paths, settings, env, demo, onShutDown }: HostOptions): Host {
  const database = openDatabase(paths.sessionsDb, migrations)
  const { domain, ...ground } = openGround({ database, paths, settings, env, demo })
  const { clock, ids, store, log, timers, trust, launcher, tokens, folders, variables } = domain
  const { rows, decided, vault, people, runner, claude, noted, sessionLog, isLocalOwner } = ground
  const hub = new EventHub()
  const bounds = { awake: () => registry.awake(), settings: () => settings.sessions }
  const { sleeping, places, spares } = openLife({ ...bounds, hub, clock, timers, log, spares: claude.spares })
  const live = () => ({ registry, terminals: work.terminals })
  const machine = { runner, claude, vault, isLocalOwner }
  const checkouts = openCheckouts({ ...domain, ...machine, database, paths, hub, live })
  const { inFolders } = checkouts
  const kept = openWorkspaces({ database, paths, settings, env, hub, store, clock, timers, log, inFolders })
  const { checkpoints } = kept
  const writers = new Writers({ registry: () => registry, hub, store, claude, runner, clock, timers, log })
  const ports = { ...domain, sink: hub, places, filesOfTurns: checkpoints, writers, making: checkouts.making }
  const registry: SessionRegistry = new SessionRegistry(ports)
  const onGone = (gone: GoneSession) => {
    kept.onGone(gone)
    checkouts.onGone()
    work.terminals.forgetSession(gone.id)
    claude.conversations.forget(gone.id)
  }
  const deletion = new Deletion({ registry, store, tokens, variables, clock, timers, log, onGone })
  const forking = new Forking({ registry, store, launcher, trust, variables, clock, ids })
  const read = { paths, settings, claude, noted, timers }
  const past = openHistory({ ...read, registry, store, folders, trust, clock, ids })
  const files = createFileCompletion({ clock, env })
  const drafts = { rows: rows.drafts, sink: hub }
  const around = { database, runner, folders, clock, ids, timers, isLocalOwner, dataDir: paths.dataDir }
  const { credentials } = checkouts
  const beside = { claude, writers, noted, people, registry, settings, checkpoints, credentials }
  const work = composeFolderWork({ ...around, ...beside, hub, log, sessionLog })
  const running = { registry, writers, store, claude, deletion, forking, runner, people, clock, trust, folders }
  const assertSignsIn = (userId: UserId) => claude.assertSignsIn(userId)
  const tasks = openTasks({ ...domain, registry, hub, people, assertSignsIn, rows: rows.tasks })
  const { usage, asked } = rows
  const cleaning = openCleanup({ database, paths, settings, deletion, ...past, ...kept, ...work, clock, timers })
  const made = { rows: rows.templates, registry, folders, variables, drafts, spares, clock, ids }
  const setup = openSetup({ ...made, policy: decided.policy })
  const told = { files, asked, usage, drafts, cleaning, setup }
  const handlers = createHandlers({ ...running, ...told, ...past, ...decided, ...work, ...kept, checkouts, tasks })
  const { shutDown, recover, close } = startAndStop({
    domain,
    paths,
    database,
    registry,
    deletion,
    work,
    kept,
    checkouts,
    past,
    tasks,
    atTheirTime: { sleeping, writers, cleanup: cleaning.cleanup, ...work.timed },
    onShutDown,
  })
  const port = createHostPort({ registry, store, hub, people, handlers, terminals: work.terminals, shutDown })
  return { port, recover, close }
}
