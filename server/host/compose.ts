import { existsSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import type { UserId } from '#shared/ids.ts'
import type { HostPort } from '#server/link/hostPort.ts'
import { systemClock, systemIds } from '#server/platform/clock.ts'
import { openDatabase } from '#server/platform/files/database.ts'
import { createLogger } from '#server/platform/log/log.ts'
import type { Paths } from '#server/platform/files/paths.ts'
import type { Settings } from '#server/platform/settings/settings.ts'
import { openVault } from '#server/platform/vault/openVault.ts'
import { withoutCosts } from './claude/process/withoutCosts.ts'
import { createClaude } from './claude/claude.ts'
import { createJudge } from './dangers/judge.ts'
import { EventHub } from './sessions/streams/eventHub.ts'
import { createFolders } from './workspaces/folders.ts'
import { createHandlers } from './handlers/handlers.ts'
import { createHostPort } from './hostPort.ts'
import { createLocalRunner } from './runners/local/localRunner.ts'
import type { Timers } from './sessions/ports/sessionPorts.ts'
import { recoverSessions } from './sessions/recovery.ts'
import { SessionRegistry } from './sessions/registry.ts'
import { migrations } from './store/migrations.ts'
import { createPeople } from './store/people.ts'
import { createSessionStore } from './store/sessionStore.ts'
import { TrustRows } from './store/rows/trustRows.ts'
import { UsageRows } from './store/rows/usageRows.ts'
import { createFolderTrust } from './trust/folderTrust.ts'

export interface HostOptions {
  readonly paths: Paths
  /** `claude` may change: it is read at each start of Claude Code. */
  readonly settings: Pick<Settings, 'claude' | 'vault'>
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
  const log = createLogger('sessions')
  const database = openDatabase(paths.sessionsDb, migrations)
  const store = createSessionStore(database)
  const vault = openVault({ kind: settings.vault, paths })
  const clock = systemClock
  const ids = systemIds
  const people = createPeople(database)
  const isLocalOwner = (userId: UserId) => people.isLocalOwner(userId)
  const judge = createJudge(env)
  const rows = new TrustRows(database)
  const trust = createFolderTrust({ rows, clock, isLocalOwner, configDir: () => claude.configDir() })
  const runner = createLocalRunner({ clock })
  const { dataDir } = paths
  const claude = createClaude({ settings, vault, clock, ids, demo, env, dataDir, judge, isLocalOwner, trust, runner })
  const { sessionTokens: tokens } = claude
  const launcher = demo ? withoutCosts(claude.launcher) : claude.launcher
  const hub = new EventHub()
  const folders = createFolders({ workspaces: paths.workspaces, dataDir, home: homedir() })
  const registry = new SessionRegistry({
    clock,
    ids,
    trust,
    judge,
    store,
    sink: hub,
    launcher,
    tokens,
    timers,
    log,
    folders,
  })
  const usage = new UsageRows(database)
  const handlers = createHandlers({ registry, store, claude, runner, people, clock, trust, folders, usage })
  const port = createHostPort({
    registry,
    store,
    hub,
    people,
    handlers,
    shutDown: async (reason) => {
      await registry.suspendAll(reason)
      tokens.wipeAll()
      // After the answer to the request has been written.
      setImmediate(onShutDown)
    },
  })
  return {
    port,
    recover: async () => {
      await recoverSessions({ store, registry, launcher, timers, log, shallPause: existsSync(paths.pauseOrder) })
      rmSync(paths.pauseOrder, { force: true })
    },
    close: () => database.close(),
  }
}

const timers: Timers = {
  after: (milliseconds, run) => {
    const timer = setTimeout(run, milliseconds)
    return () => clearTimeout(timer)
  },
}
