import { HomeportError } from '#shared/errors.ts'
import type { Device } from '#shared/operations/device.ts'
import { errorMessage, showToast } from '#renderer/state/toasts.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { signedIn } from '#renderer/state/workstation/statusQueries.ts'
import * as words from './words.ts'

/** Ends a device's sign-in, or a token. */
export async function revokeDevice(device: Device): Promise<void> {
  try {
    await connection.client.call('device.revoke', { id: device.id })
    showToast(words.nameIsSignedOut(device.name))
  } catch (error) {
    showToast(errorMessage(error))
  }
  await signedIn.refresh()
}

/**
 * Ends these sign-ins and tokens, one after the other. One that is gone already is no obstacle; the first that is refused
 * ends it: what is left stays listed, and it is said how many are signed out.
 */
export async function revokeDevices(devices: readonly Device[]): Promise<void> {
  let done = 0
  try {
    for (const { id } of devices) {
      await connection.client.call('device.revoke', { id }).catch(unlessGone)
      done += 1
    }
    showToast(words.devicesSignedOut(done))
  } catch (error) {
    showToast(words.doneOfDevicesSignedOut(done, devices.length, errorMessage(error)))
  }
  await signedIn.refresh()
}

/** It signed out by itself, or somebody else has done it. */
function unlessGone(error: unknown): void {
  if (!(error instanceof HomeportError) || error.code !== 'DEVICE_001') {
    throw error
  }
}
