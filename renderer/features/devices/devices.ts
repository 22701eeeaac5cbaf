import type { Device } from '#shared/operations/device.ts'
import { say, sentenceOf } from '#renderer/state/toasts.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { signedIn } from '#renderer/state/workstation/statusQueries.ts'

/** Ends a device's sign-in, or a token. */
export async function revokeDevice(device: Device): Promise<void> {
  try {
    await connection.client.call('device.revoke', { id: device.id })
    say(`${device.name} is signed out.`)
  } catch (error) {
    say(sentenceOf(error))
  }
  await signedIn.refresh()
}
