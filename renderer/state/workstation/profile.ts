import { connection } from './connection.ts'
import { queries } from './queries.ts'

/** Who is signed in. */
export const profile = queries.define({
  key: 'user.profile',
  fetch: () => connection.client.call('user.profile', {}),
  needs: 'read',
})
