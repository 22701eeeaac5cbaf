import { firstPageDrawn } from '../browser/firstPage.ts'
import { connection } from './connection.ts'
import { queries } from './queries.ts'

/** Who is signed in. Asked for once the first page is drawn: what the call needs would travel before its content. */
export const profile = queries.define({
  key: 'user.profile',
  fetch: async () => {
    await firstPageDrawn()
    return connection.client.call('user.profile', {})
  },
  needs: 'read',
})
