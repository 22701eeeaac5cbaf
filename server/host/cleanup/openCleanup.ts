import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Database } from 'better-sqlite3'
import type { Clock } from '#server/platform/clock.ts'
import type { Paths } from '#server/platform/files/paths.ts'
import type { Settings } from '#server/platform/settings/settings.ts'
import type { SessionId } from '#shared/ids.ts'
import type { ProjectPoints } from '../autoCommit/points/projectPoints.ts'
import type { KeeperPort } from '../workspaces/checkpoints/keeperThread.ts'
import type { ManagedFolders } from '../workspaces/managed/managedFolders.ts'
import type { CopyKeeping } from '../history/copies/keeping.ts'
import type { Deletion } from '../sessions/deletion/deletion.ts'
import type { Timers } from '../sessions/ports/sessionPorts.ts'
import { RetentionRows } from '../store/rows/retentionRows.ts'
import { Cleanup } from './cleanup.ts'
import { removeOld } from './jobs/files.ts'
import { DAY_MS, type Job, together } from './jobs/job.ts'
import { removeDeadSockets } from './jobs/sockets.ts'

export interface OpenCleanupDeps {
  readonly database: Database
  readonly paths: Paths
  /** Asked each time: they may change. */
  readonly settings: Pick<Settings, 'retention'>
  readonly deletion: Pick<Deletion, 'delete'>
  readonly transcriptCopies: { readonly keeping: Pick<CopyKeeping, 'round' | 'bytes'> }
  readonly keeper: Pick<KeeperPort, 'ask'>
  readonly autoCommits: { readonly points: Pick<ProjectPoints, 'prune' | 'due'> }
  readonly abandonedFolders: Pick<ManagedFolders, 'removeDue'>
  readonly clock: Clock
  readonly timers: Timers
}

export interface OpenCleanup {
  readonly cleanup: Cleanup
  readonly rows: RetentionRows
  /** What is kept of sessions outside the database. Each: nothing where it cannot be known now. */
  readonly elsewhere: {
    readonly checkpointBytes: (id: SessionId) => Promise<number>
    /** By conversation. */
    readonly copyBytes: () => Promise<ReadonlyMap<string, number>>
  }
}

/** What is removed by itself, and after how long. Nothing is before `cleanup.start`. */
export function openCleanup(deps: OpenCleanupDeps): OpenCleanup {
  const { database, paths, clock, timers } = deps
  const rows = new RetentionRows(database)
  const jobs = [...ofSessions(deps, rows), ...ofFiles(deps)]
  return {
    rows,
    cleanup: new Cleanup({ jobs, file: paths.cleanupReport, clock, timers }),
    elsewhere: {
      checkpointBytes: (session_id) => deps.keeper.ask('kept_bytes', { session_id }).catch(() => 0),
      copyBytes: () => deps.transcriptCopies.keeping.bytes().catch(() => new Map()),
    },
  }
}

function ofSessions(
  { settings, deletion, transcriptCopies, autoCommits, abandonedFolders, clock }: OpenCleanupDeps,
  rows: RetentionRows,
): readonly Job[] {
  const since = (days: number) => new Date(clock.now() - days * DAY_MS).toISOString()
  const unused = () => {
    const { sessions_days } = settings.retention
    return sessions_days === 0 ? [] : rows.unused(since(sessions_days))
  }
  /** Milliseconds since 1970; null: all stay. */
  const pointsBefore = () => {
    const { points_days } = settings.retention
    return points_days === 0 ? null : clock.now() - points_days * DAY_MS
  }
  return [
    {
      name: 'sessions',
      due: () => unused().length,
      run: async () => {
        const sessions = unused()
        const bytes = sessions.map(({ id }) => rows.bytesOf(id))
        for (const { id, user_id } of sessions) {
          await deletion.delete(id, { user_id, username: '', role: 'member' })
        }
        return together(bytes.map(({ events, attachments }) => ({ removed: 1, bytes: events + attachments })))
      },
    },
    {
      name: 'attachments',
      run: () => {
        const { attachments_days } = settings.retention
        return attachments_days === 0 ? { removed: 0, bytes: 0 } : rows.removeAttachments(since(attachments_days))
      },
    },
    {
      name: 'transcript_copies',
      run: async () => {
        const { removed, freed, problem } = await transcriptCopies.keeping.round()
        return { removed, bytes: freed, problem }
      },
    },
    {
      name: 'auto_commit_points',
      due: async () => {
        const before = pointsBefore()
        return before === null ? 0 : autoCommits.points.due(before)
      },
      run: async () => {
        const before = pointsBefore()
        return before === null ? { removed: 0, bytes: 0 } : { ...(await autoCommits.points.prune(before)), bytes: 0 }
      },
    },
    { name: 'workspaces', run: () => abandonedFolders.removeDue() },
  ]
}

/** Left by a program that was killed while it wrote: nobody renames it any more. */
const REPLACING = /\.[0-9a-f]{12}\.tmp$/
/** The data directory may hold things of others too (`--data-dir /tmp`): only what is surely Homeport’s goes there. */
const REPLACING_OURS =
  /^(?:(?:settings\.yaml|(?:cleanup|abandoned-folders|certificate)\.json|audit\.head|vault\.(?:enc|key))\.[0-9a-f]{12}|(?:homeport|sessions)\.db)\.tmp$/
const COPYING = /\.gz\.tmp$/
const OLD_LOGS = /^(?:gateway|host|desktop)\.log\.1$/

function ofFiles({ paths, settings, clock }: OpenCleanupDeps): readonly Job[] {
  const dayAgo = () => clock.now() - DAY_MS
  const { dataDir, transcriptCopies } = paths
  return [
    {
      name: 'logs',
      run: async () => {
        const { logs_days } = settings.retention
        const before = clock.now() - logs_days * DAY_MS
        return logs_days === 0 ? { removed: 0, bytes: 0 } : removeOld(paths.logDir, { name: OLD_LOGS, before })
      },
    },
    {
      name: 'temporary_files',
      run: async () =>
        together([
          await removeOld(dataDir, { name: REPLACING_OURS, before: dayAgo() }),
          await removeOld(paths.runDir, { name: REPLACING, before: dayAgo() }),
          await removeOld(path.join(dataDir, 'conversations'), { name: REPLACING, before: dayAgo() }),
          await removeOld(transcriptCopies, { name: COPYING, before: dayAgo(), depth: 3 }),
        ]),
    },
    {
      name: 'sockets',
      run: async () => {
        const uid = process.getuid?.()
        const homeport = path.join(tmpdir(), `homeport-${uid}`)
        return uid === undefined
          ? { removed: 0, bytes: 0 }
          : removeDeadSockets({ claude: '/tmp/cc-socks', homeport, uid, before: dayAgo() })
      },
    },
  ]
}
