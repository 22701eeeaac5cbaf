import type { InputOf } from '#shared/operations/table.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { showToast, sentenceOf } from '#renderer/state/toasts.ts'
import { remoteStatus } from '#renderer/state/workstation/statusQueries.ts'

/** How often it is looked at where something is about to change. */
export const SOON_MS = 3_000

/** Opens the remote listener. @throws HomeportError with what to change; nothing was changed then. */
export async function switchRemoteOn(wanted: InputOf<'remote.on'>): Promise<void> {
  remoteStatus.set(await connection.client.call('remote.on', wanted))
}

/** Closes it; tells the person when that did not work. */
export async function switchRemoteOff(): Promise<void> {
  try {
    remoteStatus.set(await connection.client.call('remote.off', {}))
  } catch (error) {
    showToast(sentenceOf(error))
  }
}

/** Remote access off, devices signed out, running turns interrupted; says what was done. */
export async function panic(): Promise<void> {
  try {
    const done = await connection.client.call('server.panic', {})
    const left = done.failed_sessions === 0 ? '' : ` ${done.failed_sessions} could not be paused.`
    showToast(
      `Closed. Devices signed out: ${done.revoked_devices}. Sessions paused: ${done.interrupted_sessions}.${left}`,
    )
  } catch (error) {
    showToast(sentenceOf(error))
  }
  await remoteStatus.refresh()
}
