import type { SessionId } from '#shared/ids.ts'
import { connection } from '../workstation/connection.ts'
import { queries } from '../workstation/queries.ts'

/** The terminals of a session, in the order they were opened in. */
export function terminalsOf(session_id: SessionId) {
  return queries.define({
    key: `terminal.list ${session_id}`,
    fetch: async () => (await connection.client.call('terminal.list', { session_id })).terminals,
    needs: 'drive',
  })
}
