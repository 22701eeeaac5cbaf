import type { NotificationChoices } from '#shared/operations/push.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { queries } from '#renderer/state/workstation/queries.ts'
import { errorMessage, showToast } from '#renderer/state/toasts.ts'

/** Of what this person is notified, on all their devices. */
export const choices = queries.define({
  key: 'notifications',
  fetch: () => connection.client.call('notifications.get', {}),
  needs: 'read',
})

/** Shown at once; taken back where the server refuses. */
export async function choose(changes: Partial<NotificationChoices>): Promise<void> {
  const before = choices.get()
  if (before.kind === 'ready') {
    choices.set({ ...before.value, ...changes })
  }
  try {
    choices.set(await connection.client.call('notifications.set', changes))
  } catch (error) {
    showToast(errorMessage(error))
    await choices.refresh()
  }
}
