import type { SessionId } from '#shared/ids.ts'
import type { ResultOf } from '#shared/operations/table.ts'
import type { FolderTrust } from '#shared/session/trust.ts'
import { onceCured } from '../workstation/cured.ts'
import { connection } from '../workstation/connection.ts'
import { showToast, errorMessage } from '../toasts.ts'

/** Trusts exactly what was shown. False: it was refused, and the reason was said. */
export async function trustFolder(session_id: SessionId, fingerprint: string): Promise<boolean> {
  try {
    await connection.client.call('session.trust', { session_id, fingerprint })
    return true
  } catch (error) {
    showToast(errorMessage(error))
    return false
  }
}

/** Takes that back. False: it was refused, and the reason was said. */
export async function untrustFolder(session_id: SessionId): Promise<boolean> {
  try {
    await connection.client.call('session.untrust', { session_id })
    return true
  } catch (error) {
    showToast(errorMessage(error))
    return false
  }
}

/** What a folder brings for Claude Code; null when it cannot be read (starting a session there reports why). */
export async function readFolderTrust(path: string): Promise<FolderTrust | null> {
  return onceCured(() => connection.client.call('folder.trust', { path })).then(
    ({ trust }) => trust,
    () => null,
  )
}

/** What the person is not asked about in the session's folder. */
export async function savedPermissions(session_id: SessionId): Promise<ResultOf<'permission.list'>['permissions']> {
  return onceCured(() => connection.client.call('permission.list', { session_id })).then(
    ({ permissions }) => permissions,
    () => [],
  )
}

export async function forgetPermission(session_id: SessionId, grant: string): Promise<void> {
  await connection.client
    .call('permission.forget', { session_id, grant })
    .catch((error: unknown) => showToast(errorMessage(error)))
}
