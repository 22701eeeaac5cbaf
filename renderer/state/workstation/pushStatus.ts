import { connection } from './connection.ts'
import { queries } from './queries.ts'

/** Whether push messages go to this browser, and to how many of this person. */
export const pushStatus = queries.define({
  key: 'push',
  fetch: () => connection.client.call('push.status', {}),
  needs: 'read',
})
