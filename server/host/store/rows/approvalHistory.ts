import * as z from 'zod'
import type { Database } from 'better-sqlite3'
import type { SessionId, UserId } from '#shared/ids.ts'
import { SessionId as Id } from '#shared/ids.ts'
import { Approval, ApprovalOutcome } from '#shared/session/session.ts'
import { readJson } from './readJson.ts'

export interface ApprovalQuery {
  /** Whose sessions. */
  readonly user_id: UserId
  readonly state: 'waiting' | 'answered' | undefined
  readonly session_id: SessionId | undefined
  readonly project: string | undefined
  /** Older than this row. */
  readonly before: number | null
  readonly limit: number
}

/** A request and what came of it; null: it waits. */
export interface PastRequest {
  readonly workspace_path: string
  readonly approval: Approval
  readonly outcome: ApprovalOutcome | null
}

export interface StoredApproval {
  /** Newer ones have higher ones. */
  readonly row: number
  readonly session_id: SessionId
  readonly session_name: string
  readonly workspace_path: string
  readonly approval: Approval
  readonly asked_at: string | null
  readonly outcome: ApprovalOutcome | null
  readonly answered_at: string | null
}

const Row = z.object({
  row: z.number(),
  session_id: Id,
  name: z.string(),
  workspace_path: z.string(),
  approval: z.string(),
  asked_at: z.string().nullable(),
  outcome: z.string().nullable(),
  answered_at: z.string().nullable(),
})

/** What was asked for in a person's sessions, newest first; sessions that are deleted are left out. */
export class ApprovalHistory {
  readonly #select
  readonly #since

  constructor(database: Database) {
    this.#select = database.prepare<[ApprovalQueryValues]>(`
      SELECT approvals.rowid AS row, session_id, name, workspace_path, approval, asked_at, outcome, answered_at
      FROM approvals JOIN sessions ON sessions.id = session_id
      WHERE user_id = @user_id AND deletes_at IS NULL
        AND (@state IS NULL OR (outcome IS NULL) = (@state = 'waiting'))
        AND (@session_id IS NULL OR session_id = @session_id)
        AND (@project IS NULL OR workspace_path = @project)
        AND (@before IS NULL OR approvals.rowid < @before)
      ORDER BY approvals.rowid DESC LIMIT @limit
    `)
    this.#since = database.prepare<[object], { workspace_path: string; approval: string; outcome: string | null }>(`
      SELECT workspace_path, approval, outcome FROM approvals JOIN sessions ON sessions.id = session_id
      WHERE user_id = @user_id AND asked_at >= @since AND (@project IS NULL OR workspace_path = @project)
      ORDER BY approvals.rowid DESC LIMIT 2000
    `)
  }

  /** The latest of a person's requests, at most 2000; `project` null: in every folder; `since`: ISO 8601. */
  since(asked: { user_id: UserId; project: string | null; since: string }): PastRequest[] {
    return this.#since.all(asked).map(({ workspace_path, approval, outcome }) => ({
      workspace_path,
      approval: readJson(Approval, approval),
      outcome: outcome === null ? null : readJson(ApprovalOutcome, outcome),
    }))
  }

  list(query: ApprovalQuery): StoredApproval[] {
    const { state = null, session_id = null, project = null, user_id, before, limit } = query
    return this.#select.all({ state, session_id, project, user_id, before, limit }).map((found) => {
      const { name, approval, outcome, ...row } = Row.parse(found)
      return {
        ...row,
        session_name: name,
        approval: readJson(Approval, approval),
        outcome: outcome === null ? null : readJson(ApprovalOutcome, outcome),
      }
    })
  }
}

type ApprovalQueryValues = Readonly<Record<keyof ApprovalQuery, string | number | null>>
