import type { Folders } from '../../sessions/ports/sessionPorts.ts'
import type { SessionRegistry } from '../../sessions/registry.ts'
import type { FileCompletion } from '../../workspaces/files/fileCompletion.ts'
import type { HostHandlers } from '../../hostHandlers.ts'

export interface FileHandlerDeps {
  readonly registry: SessionRegistry
  readonly folders: Folders
  readonly files: FileCompletion
}

/** Answers for the files of the folders that sessions work in. */
export function fileHandlers({ registry, folders, files }: FileHandlerDeps): Pick<HostHandlers, 'file.complete'> {
  return {
    'file.complete': async ({ session_id, path, q }, actor) => {
      const folder = session_id === undefined ? (path ?? '') : registry.find(session_id, actor).state.workspace_path
      return files.complete(await folders.resolve(folder), q)
    },
  }
}
