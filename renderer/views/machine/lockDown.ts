import { errorMessage, showToast } from '#renderer/state/toasts.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { remoteStatus } from '#renderer/state/workstation/statusQueries.ts'
import { count } from '#renderer/format/numbers.ts'

/** Locks down: remote access off, devices signed out, running turns stopped. Shows what was done. */
export async function lockDown(): Promise<void> {
  try {
    const done = await connection.client.call('server.panic', {})
    const left = done.failed_sessions === 0 ? '' : ` ${done.failed_sessions} could not be paused.`
    showToast(
      `Locked down. ${count(done.revoked_devices, 'device')} signed out, ${count(done.interrupted_sessions, 'session')} paused.${left}`,
    )
  } catch (error) {
    showToast(errorMessage(error))
  }
  await remoteStatus.refresh()
}
