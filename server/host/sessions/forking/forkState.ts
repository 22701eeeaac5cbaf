import type { SessionId } from '#shared/ids.ts'
import { Session } from '#shared/session/session.ts'
import type { FolderTrust } from '#shared/session/trust.ts'
import type { ConversationCopy } from './conversationCopy.ts'

interface Made {
  readonly id: SessionId
  /** undefined: after the session that it is from. */
  readonly name: string | undefined
  readonly trust: FolderTrust
  readonly at: string
  readonly copy: ConversationCopy
}

/** The header of a fork: as the session that it is from, but for what that one used, and how it ended. */
export function forkState(origin: Session, { id, name, trust, at, copy }: Made): Session {
  const { user_id, workspace_path, model, permission_mode, permission_mode_chosen, effort, effort_levels } = origin
  const { setup, environment } = origin
  const { events, message_count, turn_count } = copy
  return Session.parse({
    id,
    user_id,
    name: name ?? forkName(origin.name),
    status: 'SUSPENDED',
    status_reason: 'forked',
    workspace_path,
    model,
    permission_mode,
    permission_mode_chosen,
    effort,
    effort_levels,
    ...(setup === undefined ? {} : { setup }),
    environment,
    created_at: at,
    last_activity: at,
    turn_started_at: null,
    activity: null,
    message_count,
    turn_count,
    pending_approvals: 0,
    usage: {},
    cost_usd: 0,
    files_changed: 0,
    head_seq: events.length,
    archived: false,
    trust,
    forked_from: { session_id: origin.id, name: origin.name },
  })
}

/** The server’s limit for names. */
const MAX_NAME = 200

/** “name (fork)”; of a fork “name (fork 2)”, and so on. */
function forkName(name: string): string {
  const [, base = name, number] = /^(.+) \(fork(?: (\d{1,4}))?\)$/su.exec(name) ?? []
  const suffix = base === name ? ' (fork)' : ` (fork ${Number(number ?? 1) + 1})`
  return `${base.slice(0, MAX_NAME - suffix.length).replace(/[\uD800-\uDBFF]$/, '')}${suffix}`
}
