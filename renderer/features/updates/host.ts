import type { HostStatus } from '#shared/operations/host.ts'
import { whenCured } from '#renderer/state/workstation/asked.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { say, sentenceOf } from '#renderer/state/toasts.ts'
import { createStore, type Store } from '#renderer/state/store.ts'

export type HostState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'known'; readonly status: HostStatus; readonly isMoving: boolean }
  | { readonly kind: 'failed'; readonly message: string }

const state = createStore<HostState>({ kind: 'loading' })

/** The session host behind the server, and whether it is of the server's version. */
export const host: Store<HostState> = state

/** Asks again. */
export async function refreshHost(): Promise<void> {
  try {
    const status = await connection.client.call('host.status', {})
    state.set({ kind: 'known', status, isMoving: false })
  } catch (error) {
    state.set({ kind: 'failed', message: sentenceOf(error) })
    whenCured(error, refreshHost)
  }
}

/** Moves the sessions to a host of the server's version; says how it went. */
export async function renewHost(interrupt: boolean): Promise<void> {
  const before = state.get()
  if (before.kind === 'known') {
    state.set({ ...before, isMoving: true })
  }
  try {
    const status = await connection.client.call('host.renew', { interrupt })
    state.set({ kind: 'known', status, isMoving: false })
    say('The sessions go on in the new version.')
  } catch (error) {
    say(sentenceOf(error))
    await refreshHost()
  }
}
