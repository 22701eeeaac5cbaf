import type { SessionId } from '#shared/ids.ts'
import type { SessionInfo } from '#shared/operations/sessionInfo.ts'
import type { Query } from '#renderer/state/query.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { queries } from '#renderer/state/workstation/queries.ts'

/** How often it is measured while somebody looks. */
export const EVERY_MS = 10_000

/** Where a session runs and what it takes. */
export function sessionInfoOf(session_id: SessionId): Query<SessionInfo> {
  return queries.define<SessionInfo>({
    key: `session.info ${session_id}`,
    fetch: () => connection.client.call('session.info', { session_id }),
    needs: 'read',
  })
}

/** The programs of this machine that open a folder. */
export const editors = queries.define({
  key: 'editor.list',
  fetch: async () => (await connection.client.call('editor.list', {})).editors,
  needs: 'local',
})

/** What its process and its runner said, newest first. */
export function sessionLogOf(session_id: SessionId) {
  return queries.define({
    key: `session.logs ${session_id}`,
    fetch: async () => (await connection.client.call('session.logs', { session_id, limit: 100 })).entries,
    needs: 'drive',
  })
}

/** The variables that its commands see; null: a secret. */
export function environmentOf(session_id: SessionId) {
  return queries.define({
    key: `session.environment ${session_id}`,
    fetch: async () => (await connection.client.call('session.environment', { session_id })).variables,
    needs: 'drive',
  })
}
