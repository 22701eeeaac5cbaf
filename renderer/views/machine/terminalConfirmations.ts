import { connection } from '#renderer/state/workstation/connection.ts'
import { queries } from '#renderer/state/workstation/queries.ts'
import { securityNotices } from '#renderer/state/workstation/securityNotices.ts'
import { errorMessage, showToast } from '#renderer/state/toasts.ts'
import * as words from './words.ts'

const { client } = connection

/** Devices that wait for a yes to their first terminal, and those that have had one. */
export const terminalConfirmations = queries.define({
  key: 'terminal.confirmations',
  fetch: () => client.call('terminal.confirmations', {}),
  needs: 'drive',
})

const POLL_MS = 10_000

/** Keeps them fresh: whoever begins to wait is told of by a notice. Returns the stop. */
export function watchConfirmations(): () => void {
  const stops = [
    terminalConfirmations.watch(POLL_MS),
    securityNotices.subscribe(() => void terminalConfirmations.refresh()),
  ]
  return () => stops.forEach((stop) => stop())
}

/** Says yes or no. What did not work is shown. */
export async function answerConfirmation(id: string, decision: 'allow' | 'deny'): Promise<void> {
  try {
    const { device_name } = await client.call('terminal.confirm', { id, decision })
    showToast((decision === 'allow' ? words.deviceMayOpenTerminals : words.deviceWasRefused)(device_name))
  } catch (error) {
    showToast(errorMessage(error))
  }
  await terminalConfirmations.refresh()
}

/** The device has to be confirmed anew. What did not work is shown. */
export async function forgetTerminals(id: string): Promise<void> {
  try {
    await client.call('terminal.forget_device', { id })
  } catch (error) {
    showToast(errorMessage(error))
  }
  await terminalConfirmations.refresh()
}
