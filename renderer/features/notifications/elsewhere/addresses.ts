import { connection } from '#renderer/state/workstation/connection.ts'
import { queries } from '#renderer/state/workstation/queries.ts'

/** Where this person is notified beside their browsers. */
export const addresses = queries.define({
  key: 'notification_addresses',
  fetch: () => connection.client.call('notifications.addresses', {}),
  needs: 'read',
})
