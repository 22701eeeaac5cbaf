import type { Database } from 'better-sqlite3'
import path from 'node:path'
import type { Paths } from '#server/platform/files/paths.ts'
import type { Settings } from '#server/platform/settings/settings.ts'
import type { GoneSession } from '../sessions/deletion/deletion.ts'
import { type OpenCheckpoints, type OpenCheckpointsDeps, openCheckpoints } from './checkpoints/openCheckpoints.ts'
import { ManagedFolders, type WorkInFolders } from './managed/managedFolders.ts'

export interface OpenWorkspacesDeps extends OpenCheckpointsDeps {
  readonly database: Database
  /** Knows of work that would be lost with a folder. */
  readonly inFolders: WorkInFolders
  readonly paths: OpenCheckpointsDeps['paths'] & Pick<Paths, 'workspaces' | 'abandonedFolders'>
  /** `sessions` may change, too. */
  readonly settings: OpenCheckpointsDeps['settings'] & Pick<Settings, 'sessions'>
}

/** What the host does for the folders that sessions work in. */
export interface OpenWorkspaces extends OpenCheckpoints {
  /** Nothing is kept of it any more; a folder that Homeport made for it goes some days later. */
  readonly onGone: (session: GoneSession) => void
  readonly abandonedFolders: Pick<ManagedFolders, 'removeDue'>
  /** Begins to remove folders. Once sessions are recovered. */
  readonly removeAbandoned: () => void
}

export function openWorkspaces(deps: OpenWorkspacesDeps): OpenWorkspaces {
  const { database, paths, settings, clock, timers, log, inFolders } = deps
  const kept = openCheckpoints(deps)
  const managed = new ManagedFolders({
    workspaces: paths.workspaces,
    file: paths.abandonedFolders,
    keepDays: () => settings.sessions.keep_folder_days,
    isUsed: (folder) => isFolderUsed(database, folder),
    work: inFolders,
    clock,
    timers,
    log,
  })
  return {
    keeper: kept.keeper,
    checkpoints: kept.checkpoints,
    tellInterrupted: (registry) => kept.tellInterrupted(registry),
    onGone: ({ id, workspace_path, is_kept }) => {
      kept.checkpoints.forget(id)
      if (!is_kept) {
        managed.sessionGone(workspace_path)
      }
    },
    abandonedFolders: managed,
    removeAbandoned: () => managed.start(),
    close: async () => {
      await managed.stop()
      await kept.close()
    },
  }
}

/**
 * Whether a session, also one that sleeps, is archived or about to be deleted, or a task works in a folder or below it, or may
 * from elsewhere: it was set up so, or a person always allows it. What is allowed to those who work in it counts nothing.
 */
function isFolderUsed(database: Database, folder: string): boolean {
  const found = database
    .prepare<object, number>(
      `SELECT 1 FROM (
         SELECT workspace_path AS place FROM sessions
         UNION ALL SELECT task ->> 'project_path' FROM tasks
         UNION ALL SELECT value FROM sessions, json_each(session, '$.setup.additional_folders')
         UNION ALL SELECT "grant" FROM kept_grants WHERE kind = 'folder' AND behavior = 'allow'
           AND folder <> @folder AND substr(folder, 1, length(@below)) <> @below
       ) WHERE place = @folder OR substr(place, 1, length(@below)) = @below LIMIT 1`,
    )
    .pluck()
    .get({ folder, below: folder + path.sep })
  return found !== undefined
}
