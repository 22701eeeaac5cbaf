import { realpathSync } from 'node:fs'
import path from 'node:path'
import type { HostLink } from '#server/link/link.ts'
import type { Clock, Ids } from '#server/platform/clock.ts'
import type { Paths } from '#server/platform/files/paths.ts'
import type { LiveSettings } from '#server/platform/settings/liveSettings.ts'
import type { Module } from '../kernel/module.ts'
import type { Guard } from '../kernel/ports/guard.ts'
import { type FileRow, createFileHandlers } from './handlers/fileHandlers.ts'
import { createTrash } from './files/trash.ts'
import { Turns } from './files/turns.ts'
import { listFolders } from './folders/folders.ts'
import { Space } from './handlers/space.ts'
import { Tickets } from './uploads/tickets.ts'
import { type UploadRow, createUploadHandlers } from './handlers/uploadHandlers.ts'
import { createUploads } from './uploads/uploads.ts'
import { createWorkspaces } from './handlers/workspaces.ts'

export interface WorkspaceModuleDeps {
  readonly home: string
  readonly clock: Clock
  readonly ids: Ids
  readonly link: HostLink
  readonly guard: Pick<Guard, 'recheck'>
  readonly settings: Pick<LiveSettings, 'current'>
  readonly paths: Pick<Paths, 'dataDir' | 'workspaces' | 'trash' | 'uploads'>
}

/** The folders that sessions work in, for those who choose one, and the files in them. */
export function openWorkspace(deps: WorkspaceModuleDeps): Module<'folder.list' | FileRow | UploadRow> {
  const { home, clock, ids, link, guard, settings, paths } = deps
  const workspaces = createWorkspaces({ link, dataDir: paths.dataDir })
  const space = new Space({ clock, settings, workspaces: realOf(paths.workspaces) })
  const trash = createTrash({ folder: paths.trash, clock, ids })
  const uploads = createUploads({ folder: paths.uploads, clock, ids })
  const turns = new Turns()
  return {
    handlers: {
      'folder.list': (params) => listFolders({ home, clock }, params),
      ...createFileHandlers({ link, workspaces, space, trash, turns, ids }),
      ...createUploadHandlers({ workspaces, space, uploads, tickets: new Tickets(clock, guard), turns, ids }),
    },
  }
}

function realOf(folder: string): string {
  try {
    return realpathSync(folder)
  } catch {
    return path.resolve(folder)
  }
}
