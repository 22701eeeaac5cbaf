import type { Database } from 'better-sqlite3'
import path from 'node:path'
import type { Paths } from '#server/platform/files/paths.ts'
import type { Settings } from '#server/platform/settings/settings.ts'
import type { GoneSession } from '../sessions/deletion/deletion.ts'
import { type OpenCheckpoints, type OpenCheckpointsDeps, openCheckpoints } from './checkpoints/openCheckpoints.ts'
import { ManagedFolders } from './managed/managedFolders.ts'

export interface OpenWorkspacesDeps extends OpenCheckpointsDeps {
  readonly database: Database
  readonly paths: OpenCheckpointsDeps['paths'] & Pick<Paths, 'workspaces' | 'abandonedFolders'>
  /** `sessions` may change, too. */
  readonly settings: OpenCheckpointsDeps['settings'] & Pick<Settings, 'sessions'>
}

/** What the host does for the folders that sessions work in. */
export interface OpenWorkspaces extends OpenCheckpoints {
  /** Nothing is kept of it any more; a folder that Homeport made for it goes some days later. */
  readonly onGone: (session: GoneSession) => void
  /** Begins to remove folders. Once sessions are recovered. */
  readonly removeAbandoned: () => void
}

export function openWorkspaces(deps: OpenWorkspacesDeps): OpenWorkspaces {
  const { database, paths, settings, clock, timers, log } = deps
  const kept = openCheckpoints(deps)
  const managed = new ManagedFolders({
    workspaces: paths.workspaces,
    file: paths.abandonedFolders,
    keepDays: () => settings.sessions.keep_folder_days,
    isUsed: (folder) => isFolderUsed(database, folder),
    clock,
    timers,
    log,
  })
  return {
    keeper: kept.keeper,
    checkpoints: kept.checkpoints,
    tellInterrupted: (registry) => kept.tellInterrupted(registry),
    onGone: ({ id, workspace_path }) => {
      kept.checkpoints.forget(id)
      managed.sessionGone(workspace_path)
    },
    removeAbandoned: () => managed.start(),
    close: async () => {
      await managed.stop()
      await kept.close()
    },
  }
}

/** Whether a session, also one that sleeps, is archived or about to be deleted, or a task works in a folder or below it. */
function isFolderUsed(database: Database, folder: string): boolean {
  const below = folder + path.sep
  const found = database
    .prepare<object, number>(
      `SELECT 1 FROM sessions WHERE workspace_path = @folder OR substr(workspace_path, 1, length(@below)) = @below
       UNION ALL
       SELECT 1 FROM tasks WHERE task ->> 'project_path' = @folder
         OR substr(task ->> 'project_path', 1, length(@below)) = @below LIMIT 1`,
    )
    .pluck()
    .get({ folder, below })
  return found !== undefined
}
