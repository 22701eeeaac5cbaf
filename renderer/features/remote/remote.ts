import type { InputOf } from '#shared/operations/table.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { showToast, errorMessage } from '#renderer/state/toasts.ts'
import { remoteStatus } from '#renderer/state/workstation/statusQueries.ts'

/** The poll interval while a change is expected. */
export const SOON_MS = 3_000

/** Opens the remote listener. @throws HomeportError with what to change; nothing was changed then. */
export async function switchRemoteOn(wanted: InputOf<'remote.on'>): Promise<void> {
  remoteStatus.set(await connection.client.call('remote.on', wanted))
}

/** Switches remote access off; shows a failure. */
export async function switchRemoteOff(): Promise<void> {
  try {
    remoteStatus.set(await connection.client.call('remote.off', {}))
  } catch (error) {
    showToast(errorMessage(error))
  }
}
