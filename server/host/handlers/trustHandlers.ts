import type { FolderTrust } from '../sessions/ports/folderTrust.ts'
import type { Folders } from '../sessions/ports/sessionPorts.ts'
import type { SessionRegistry } from '../sessions/registry.ts'
import type { HostHandlers } from '../hostHandlers.ts'

type TrustHandlers = Pick<
  HostHandlers,
  'session.trust' | 'session.untrust' | 'folder.trust' | 'permission.list' | 'permission.forget'
>

export interface TrustHandlerDeps {
  readonly registry: SessionRegistry
  readonly trust: FolderTrust
  readonly folders: Folders
}

/** Answers for what folders bring, and for what people have said yes to. */
export function trustHandlers({ registry, trust, folders }: TrustHandlerDeps): TrustHandlers {
  return {
    'session.trust': async ({ session_id, fingerprint }, actor) =>
      (await registry.trust(session_id, fingerprint, actor)).state,
    'session.untrust': async ({ session_id }, actor) => (await registry.untrust(session_id, actor)).state,
    'folder.trust': async ({ path }, actor) => {
      const look = await trust.inspect(actor.user_id, await folders.resolve(path))
      return { path: look.folder, trust: look.trust }
    },
    'permission.list': ({ session_id }, actor) => {
      const { user_id, workspace_path } = registry.find(session_id, actor).state
      const held = trust.storedGrants(user_id, workspace_path).filter(({ behavior }) => behavior === 'allow')
      return { permissions: held.map(({ kind, grant }) => ({ kind, grant })) }
    },
    'permission.forget': ({ session_id, grant }, actor) => {
      registry.forgetPermission(session_id, grant, actor)
      return { success: true }
    },
  }
}
