import * as z from 'zod'
import { type ApprovalId, SessionId } from '#shared/ids.ts'
import { Approval, ApprovalOutcome } from '#shared/session/session.ts'
import type { Database } from 'better-sqlite3'
import type { AgentAnswer } from '../../sessions/ports/agent.ts'
import type { OwedAnswer } from '../../sessions/ports/sessionPorts.ts'
import { readJson } from './readJson.ts'

const Fields = z.record(z.string(), z.unknown())

const Answer = z.discriminatedUnion('decision', [
  z.object({ decision: z.literal('allow'), updated_input: Fields.optional(), remember: z.array(Fields) }),
  z.object({ decision: z.literal('deny'), message: z.string() }),
])

/** As timestamps are written everywhere. */
const NOW = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"

/** The rows of `approvals`: what waits for a person, and how it ended. */
export class ApprovalRows {
  readonly #add
  readonly #close
  readonly #open
  readonly #openOf
  readonly #outcome
  readonly #owe
  readonly #owed

  constructor(database: Database) {
    this.#add = database.prepare<[string, string, string]>(
      `INSERT OR REPLACE INTO approvals (session_id, approval_id, approval, asked_at) VALUES (?, ?, ?, ${NOW})`,
    )
    this.#close = database.prepare<[string, string, string]>(
      `UPDATE approvals SET outcome = ?, answered_at = ${NOW} WHERE session_id = ? AND approval_id = ? AND outcome IS NULL`,
    )
    this.#open = database
      .prepare<[string], string>(
        'SELECT approval FROM approvals WHERE session_id = ? AND outcome IS NULL ORDER BY rowid',
      )
      .pluck()
    this.#openOf = database.prepare<[string], { session_id: string; approval: string }>(
      `SELECT session_id, approval FROM approvals
       WHERE outcome IS NULL AND session_id IN (SELECT value FROM json_each(?)) ORDER BY rowid`,
    )
    this.#outcome = database
      .prepare<[string, string], string | null>(
        'SELECT outcome FROM approvals WHERE session_id = ? AND approval_id = ?',
      )
      .pluck()
    this.#owe = database.prepare<[string | null, string, string]>(
      'UPDATE approvals SET owed = ? WHERE session_id = ? AND approval_id = ?',
    )
    this.#owed = database.prepare<[string], { approval: string; owed: string }>(
      'SELECT approval, owed FROM approvals WHERE session_id = ? AND owed IS NOT NULL ORDER BY rowid',
    )
  }

  /** Asked again under the same id (a turn that ran anew), it is open again. */
  add(sessionId: SessionId, approval: Approval): void {
    this.#add.run(sessionId, approval.approval_id, JSON.stringify(approval))
  }

  /** The first outcome stays: closing again changes nothing. */
  close(sessionId: SessionId, outcome: ApprovalOutcome): void {
    this.#close.run(JSON.stringify(outcome), sessionId, outcome.approval_id)
  }

  open(sessionId: SessionId): Approval[] {
    return this.#open.all(sessionId).map((json) => readJson(Approval, json))
  }

  /** Of several sessions together, in the order in which they were asked. */
  openOf(sessionIds: readonly SessionId[]): { session_id: SessionId; approval: Approval }[] {
    return this.#openOf.all(JSON.stringify(sessionIds)).map(({ session_id, approval }) => ({
      session_id: SessionId.parse(session_id),
      approval: readJson(Approval, approval),
    }))
  }

  owe(sessionId: SessionId, approvalId: ApprovalId, answer: AgentAnswer): void {
    this.#owe.run(JSON.stringify(answer), sessionId, approvalId)
  }

  settle(sessionId: SessionId, approvalId: ApprovalId): void {
    this.#owe.run(null, sessionId, approvalId)
  }

  owed(sessionId: SessionId): OwedAnswer[] {
    return this.#owed
      .all(sessionId)
      .map(({ approval, owed }) => ({ approval: readJson(Approval, approval), answer: readJson(Answer, owed) }))
  }

  /** null while it is open, undefined when there never was one. */
  outcome(sessionId: SessionId, approvalId: ApprovalId): ApprovalOutcome | null | undefined {
    const json = this.#outcome.get(sessionId, approvalId)
    return typeof json === 'string' ? readJson(ApprovalOutcome, json) : json
  }
}
