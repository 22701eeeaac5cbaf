import { errorMessage, showToast } from '#renderer/state/toasts.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { remoteStatus } from '#renderer/state/workstation/statusQueries.ts'
import * as words from './words.ts'

/** Locks down: remote access off, devices signed out, running turns stopped. Shows what was done. */
export async function lockDown(): Promise<void> {
  try {
    const done = await connection.client.call('server.panic', {})
    const said = words.lockedDown(done.revoked_devices, done.interrupted_sessions)
    const { failed_sessions: failed } = done
    showToast(failed === 0 ? said : `${said} ${words.sessionsCouldNotBePaused(failed)}`)
  } catch (error) {
    showToast(errorMessage(error))
  }
  await remoteStatus.refresh()
}
