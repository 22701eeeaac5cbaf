import type { RemoteTest } from '#shared/operations/remoteTest.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { remoteStatus } from '#renderer/state/workstation/statusQueries.ts'
import { errorMessage } from '#renderer/state/toasts.ts'
import { createStore, type Store } from '#renderer/state/store.ts'

export type RemoteTesting =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running' }
  | { readonly kind: 'done'; readonly result: RemoteTest }
  | { readonly kind: 'failed'; readonly message: string }

const state = createStore<RemoteTesting>({ kind: 'idle' })

/** The last self-test of this page. */
export const remoteTesting: Store<RemoteTesting> = state

/** Lets the workstation test its own addresses as a phone would. */
export async function testRemote(): Promise<void> {
  state.set({ kind: 'running' })
  try {
    state.set({ kind: 'done', result: await connection.client.call('remote.test', {}) })
  } catch (error) {
    state.set({ kind: 'failed', message: errorMessage(error) })
  }
  await remoteStatus.refresh()
}

/** Discards the last test. */
export function clearRemoteTest(): void {
  state.set({ kind: 'idle' })
}
