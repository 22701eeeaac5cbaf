import { HomeportError } from '#shared/errors.ts'
import type { ListedApproval } from '#shared/operations/approvalList.ts'
import { textField } from '#shared/session/tools/toolInput.ts'
import { readable } from '#shared/session/tools/toolSummary.ts'
import { toolPhrase } from '#shared/session/tools/toolPhrase.ts'
import type { HostHandlers } from '../../hostHandlers.ts'
import { whoseSessions } from '../../sessions/access.ts'
import type { SessionRegistry } from '../../sessions/registry.ts'
import type { ApprovalHistory, StoredApproval } from '../../store/rows/approvalHistory.ts'

const MAX_WISH = 500

export interface ApprovalListDeps {
  readonly registry: SessionRegistry
  readonly asked: ApprovalHistory
}

/** Answers for the list of what Claude has asked for. */
export function approvalListHandlers({ registry, asked }: ApprovalListDeps): Pick<HostHandlers, 'approval.list'> {
  return {
    'approval.list': ({ state, session_id, project, limit, cursor }, actor) => {
      if (session_id !== undefined) {
        registry.find(session_id, actor)
      }
      const before = cursor === undefined ? null : readCursor(cursor)
      const filter = { state, session_id, project, before }
      const found = asked.list({ ...filter, user_id: whoseSessions(actor), limit: limit + 1 })
      const page = found.slice(0, limit)
      const last = page.at(-1)
      return {
        approvals: page.map(listed),
        next_cursor: found.length > limit && last !== undefined ? String(last.row) : null,
      }
    },
  }
}

function listed(stored: StoredApproval): ListedApproval {
  const { session_id, session_name, workspace_path, approval, asked_at, outcome, answered_at } = stored
  const { approval_id, kind, tool_name } = approval
  return {
    session_id,
    session_name,
    workspace_path,
    asked_at,
    approval_id,
    kind,
    tool_name,
    wish: wishOf(approval, workspace_path),
    dangers: approval.dangers?.length ?? 0,
    outcome:
      outcome === null
        ? null
        : {
            decision: outcome.decision,
            answered_by: outcome.answered_by,
            answered_from: outcome.answered_from ?? null,
            answered_at,
            edited: outcome.updated_input !== undefined && kind === 'tool',
            remembered: outcome.remember === true,
            message: outcome.message ?? null,
          },
  }
}

function wishOf({ kind, tool_name, input }: StoredApproval['approval'], workspace: string): string {
  if (kind === 'plan') {
    return 'Approve a plan'
  }
  const { verb, object } = toolPhrase({ name: tool_name, input }, { workspace, tense: 'wanted' })
  // A phrase holds the first line alone.
  const command = textField(input, 'command')
  const text = kind === 'question' ? object : `${verb} ${command === '' ? object : command}`
  // Cut before and after: marks make it longer.
  return readable(text.slice(0, MAX_WISH)).slice(0, MAX_WISH)
}

function readCursor(cursor: string): number {
  const row = Number(cursor)
  if (!/^\d{1,15}$/.test(cursor) || !Number.isSafeInteger(row)) {
    throw new HomeportError('WS_002', 'The cursor is not one this server gave out. Start again without it.')
  }
  return row
}
