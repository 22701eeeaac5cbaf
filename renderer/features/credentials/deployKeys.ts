import type { DeployKey } from '#shared/operations/deployKey.ts'
import type { SessionId } from '#shared/ids.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { queries } from '#renderer/state/workstation/queries.ts'
import { credentials } from './credentials.ts'

/** The deploy keys of the person's sessions at GitHub. */
export const deployKeys = queries.define<{ readonly deploy_keys: readonly DeployKey[] }>({
  key: 'deploy_key.list',
  fetch: () => connection.client.call('deploy_key.list', {}),
  needs: 'drive',
})

/** @throws HomeportError as the workstation or GitHub refuses. */
export async function addDeployKey(session_id: SessionId, may_push: boolean): Promise<void> {
  try {
    await connection.client.call('deploy_key.add', { session_id, may_push })
  } finally {
    await Promise.all([deployKeys.refresh(), credentials.refresh()])
  }
}

/** `forget`: it was removed at GitHub by hand. @throws HomeportError as the workstation or GitHub refuses. */
export async function removeDeployKey(session_id: SessionId, forget: boolean): Promise<void> {
  try {
    await connection.client.call('deploy_key.remove', { session_id, forget })
  } finally {
    await deployKeys.refresh()
  }
}
