import * as z from 'zod'
import { ApprovalId, SessionId, Timestamp } from '../ids.ts'
import { ApprovalKind } from '../session/session.ts'
import { defineOperation } from './operation.ts'

/** What was asked for, on one line, and what came of it. Nothing is allowed from it: its session shows all of it. */
export const ListedApproval = z.object({
  session_id: SessionId,
  session_name: z.string(),
  workspace_path: z.string(),
  approval_id: ApprovalId,
  kind: ApprovalKind.catch('tool'),
  tool_name: z.string(),
  /** At most 500 characters, without line breaks; what would be invisible is written as marks. */
  wish: z.string(),
  dangers: z.number().int().nonnegative(),
  /** null: asked for before that was kept. */
  asked_at: Timestamp.nullable(),
  outcome: z
    .object({
      decision: z.enum(['allow', 'deny', 'cancelled']),
      /** null: nobody, it was called off. */
      answered_by: z.string().nullable(),
      /** The device that the answer came from; `quiet hours`: nobody was there, and it was refused. null: not known. */
      answered_from: z.string().nullable().default(null),
      /** null: answered before that was kept. */
      answered_at: Timestamp.nullable(),
      /** Something else was allowed than what was asked for. */
      edited: z.boolean(),
      /** Not asked for the like again. */
      remembered: z.boolean(),
      message: z.string().nullable(),
    })
    .nullable(),
})
export type ListedApproval = z.infer<typeof ListedApproval>

export const approvalListOperations = {
  'approval.list': defineOperation({
    summary:
      'What Claude has asked for in your sessions, newest first: what waits, and what was answered by whom and when.',
    params: z.strictObject({
      state: z.enum(['waiting', 'answered']).optional(),
      session_id: SessionId.optional(),
      /** The folder of the sessions. */
      project: z.string().min(1).max(4096).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      cursor: z.string().max(40).optional(),
    }),
    result: z.object({ approvals: z.array(ListedApproval), next_cursor: z.string().nullable() }),
    scope: 'read',
    owner: 'host',
    http: { method: 'GET', path: '/api/approvals' },
  }),
} as const
