import type { Device } from '#shared/operations/device.ts'
import { showToast, sentenceOf } from '#renderer/state/toasts.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { signedIn } from '#renderer/state/workstation/statusQueries.ts'

/** Ends a device's sign-in, or a token. */
export async function revokeDevice(device: Device): Promise<void> {
  try {
    await connection.client.call('device.revoke', { id: device.id })
    showToast(`${device.name} is signed out.`)
  } catch (error) {
    showToast(sentenceOf(error))
  }
  await signedIn.refresh()
}
