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

/** Locks down: remote access off, devices signed out, running turns stopped. Shows what was done. */
export async function panic(): Promise<void> {
  try {
    const done = await connection.client.call('server.panic', {})
    const left = done.failed_sessions === 0 ? '' : ` ${done.failed_sessions} could not be paused.`
    showToast(
      `Closed. Devices signed out: ${done.revoked_devices}. Sessions paused: ${done.interrupted_sessions}.${left}`,
    )
  } catch (error) {
    showToast(errorMessage(error))
  }
  await remoteStatus.refresh()
}
