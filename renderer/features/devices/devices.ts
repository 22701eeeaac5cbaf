import type { Device } from '#shared/operations/device.ts'
import type { ResultOf } from '#shared/operations/table.ts'
import { whenCured } from '#renderer/state/workstation/asked.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { say, sentenceOf } from '#renderer/state/toasts.ts'
import { createStore, type Store } from '#renderer/state/store.ts'

export type Devices =
  | { readonly kind: 'loading' }
  | {
      readonly kind: 'known'
      readonly devices: readonly Device[]
      readonly notices: ResultOf<'device.list'>['notices']
    }
  | { readonly kind: 'failed'; readonly message: string }

const state = createStore<Devices>({ kind: 'loading' })

/** Who is signed in to this workstation, and with what. */
export const devices: Store<Devices> = state

/** Asks anew. What is shown stays until the answer is here. */
export async function refreshDevices(): Promise<void> {
  try {
    state.set({ kind: 'known', ...(await connection.client.call('device.list', {})) })
  } catch (error) {
    state.set({ kind: 'failed', message: sentenceOf(error) })
    whenCured(error, refreshDevices)
  }
}

/** Ends a device's sign-in, or a token. */
export async function revokeDevice(device: Device): Promise<void> {
  try {
    await connection.client.call('device.revoke', { id: device.id })
    say(`${device.name} is signed out.`)
  } catch (error) {
    say(sentenceOf(error))
  }
  await refreshDevices()
}
