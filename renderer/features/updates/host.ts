import { createStore, type Store } from '#renderer/state/store.ts'
import { showToast, sentenceOf } from '#renderer/state/toasts.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { hostStatus } from '#renderer/state/workstation/statusQueries.ts'

const moving = createStore(false)

/** The sessions are on their way to another host. */
export const isHostMoving: Store<boolean> = moving

/** Moves the sessions to a host of the server's version; says how it went. */
export async function renewHost(interrupt: boolean): Promise<void> {
  moving.set(true)
  try {
    hostStatus.set(await connection.client.call('host.renew', { interrupt }))
    showToast('The sessions go on in the new version.')
  } catch (error) {
    showToast(sentenceOf(error))
    await hostStatus.refresh()
  } finally {
    moving.set(false)
  }
}
