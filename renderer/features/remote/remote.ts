import type { RemoteStatus } from '#shared/operations/remote.ts'
import type { InputOf } from '#shared/operations/table.ts'
import { whenCured } from '#renderer/state/workstation/asked.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { say, sentenceOf } from '#renderer/state/toasts.ts'
import { createStore, type Store } from '#renderer/state/store.ts'

export type RemoteState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'known'; readonly status: RemoteStatus }
  | { readonly kind: 'failed'; readonly message: string }

const state = createStore<RemoteState>({ kind: 'loading' })

/** Whether other devices can connect. */
export const remote: Store<RemoteState> = state

/** Asks again. */
export async function refreshRemote(): Promise<void> {
  try {
    state.set({ kind: 'known', status: await connection.client.call('remote.status', {}) })
  } catch (error) {
    state.set({ kind: 'failed', message: sentenceOf(error) })
    whenCured(error, refreshRemote)
  }
}

const LOOK_EVERY_MS = 3000

/** Asks again and again while somebody looks at the page. Returns the stop. */
export function watchRemote(): () => void {
  const timer = setInterval(() => {
    if (document.visibilityState === 'visible') {
      void refreshRemote()
    }
  }, LOOK_EVERY_MS)
  return () => clearInterval(timer)
}

/** Opens the door. @throws HomeportError with what to change; nothing was changed then. */
export async function switchRemoteOn(wanted: InputOf<'remote.on'>): Promise<void> {
  state.set({ kind: 'known', status: await connection.client.call('remote.on', wanted) })
}

/** Closes it; tells the person when that did not work. */
export async function switchRemoteOff(): Promise<void> {
  try {
    state.set({ kind: 'known', status: await connection.client.call('remote.off', {}) })
  } catch (error) {
    say(sentenceOf(error))
  }
}

/** Remote access off, devices signed out, running turns interrupted; says what was done. */
export async function panic(): Promise<void> {
  try {
    const done = await connection.client.call('server.panic', {})
    const left = done.failed_sessions === 0 ? '' : ` ${done.failed_sessions} could not be paused.`
    say(`Closed. Devices signed out: ${done.revoked_devices}. Sessions paused: ${done.interrupted_sessions}.${left}`)
  } catch (error) {
    say(sentenceOf(error))
  }
  await refreshRemote()
}
