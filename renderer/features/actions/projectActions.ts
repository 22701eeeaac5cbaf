import type { SessionId } from '#shared/ids.ts'
import type { ResultOf } from '#shared/operations/table.ts'
import type { Query } from '#renderer/state/query.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { queries } from '#renderer/state/workstation/queries.ts'

/** The named commands of a session's project. */
export function projectActionsOf(session_id: SessionId): Query<ResultOf<'project_action.list'>> {
  return queries.define({
    key: `project_action.list ${session_id}`,
    fetch: () => connection.client.call('project_action.list', { session_id }),
    needs: 'drive',
  })
}
