import type { SessionId, UserId } from '#shared/ids.ts'
import type { SessionHeader } from '#shared/session/header.ts'
import { Session } from '#shared/session/session.ts'
import type { SessionStatus } from '#shared/session/status.ts'
import { withoutBrings } from '#shared/session/trust.ts'
import type { SessionQuery } from '../../sessions/ports/sessionPorts.ts'
import type { ApprovalRows } from './approvalRows.ts'
import type { MessageRows } from './messageRows.ts'
import type { Database } from 'better-sqlite3'
import { readJson } from './readJson.ts'

/** Statuses that need a process behind them. */
export const LIVE = "('STARTING', 'ACTIVE', 'WORKING', 'WAITING')"

/** The rows of `sessions`, and reading them together with what belongs to them. */
export class SessionRows {
  readonly #database: Database
  readonly #messages: MessageRows
  readonly #approvals: ApprovalRows
  readonly #insert
  readonly #advance
  readonly #get
  readonly #attended
  readonly #count
  readonly #pinned
  readonly #deleted
  readonly #remove

  constructor(database: Database, rows: { messages: MessageRows; approvals: ApprovalRows }) {
    this.#database = database
    this.#messages = rows.messages
    this.#approvals = rows.approvals
    this.#insert = database.prepare<object>(
      `INSERT INTO sessions (id, user_id, status, archived, pinned, deletes_at, name, workspace_path, created_at, last_activity,
         head_seq, session)
       VALUES (@id, @user_id, @status, @archived, @pinned, @deletes_at, @name, @workspace_path, @created_at, @last_activity,
         @head_seq, @session)`,
    )
    this.#advance = database.prepare<object>(
      `UPDATE sessions SET status = @status, archived = @archived, pinned = @pinned, deletes_at = @deletes_at,
         name = @name, last_activity = @last_activity, head_seq = @head_seq, session = @session
       WHERE id = @id AND head_seq = @expected_seq`,
    )
    this.#attended = database
      .prepare<[string], string>(
        `SELECT session FROM sessions WHERE user_id = ? AND deletes_at IS NULL AND (status IN ${LIVE}
           OR id IN (SELECT session_id FROM approvals WHERE outcome IS NULL)) ORDER BY last_activity DESC, id DESC`,
      )
      .pluck()
    this.#count = database.prepare<[string], { status: SessionStatus; count: number }>(
      'SELECT status, count(*) AS count FROM sessions WHERE user_id = ? AND deletes_at IS NULL GROUP BY status',
    )
    this.#pinned = database
      .prepare<[string], string>(
        `SELECT session FROM sessions WHERE user_id = ? AND pinned = 1 AND archived = 0 AND deletes_at IS NULL
         ORDER BY last_activity DESC, id DESC`,
      )
      .pluck()
    this.#deleted = database
      .prepare<[], string>('SELECT session FROM sessions WHERE deletes_at IS NOT NULL ORDER BY deletes_at')
      .pluck()
    this.#remove = database.prepare<[string]>('DELETE FROM sessions WHERE id = ? AND deletes_at IS NOT NULL')
    this.#get = database.prepare<[string], string>('SELECT session FROM sessions WHERE id = ?').pluck()
  }

  insert(session: Session): void {
    this.#insert.run(columns(session))
  }

  /** False when the row is not at `expectedSeq`: somebody else wrote, or the session is unknown. */
  advance(session: Session, expectedSeq: number): boolean {
    return this.#advance.run({ ...columns(session), expected_seq: expectedSeq }).changes === 1
  }

  header(id: SessionId): SessionHeader | null {
    const json = this.#get.get(id)
    return json === undefined
      ? null
      : {
          session: readJson(Session, json),
          approvals: this.#approvals.open(id),
          queue: this.#messages.queued(id),
        }
  }

  attended(userId: UserId): Session[] {
    return this.#attended.all(userId).map((json) => readJson(Session, json))
  }

  pinned(userId: UserId): Session[] {
    return this.#pinned.all(userId).map((json) => readJson(Session, json))
  }

  deleted(): Session[] {
    return this.#deleted.all().map((json) => readJson(Session, json))
  }

  /** What belongs to it goes with it, but for its usage. */
  remove(id: SessionId): void {
    this.#remove.run(id)
  }

  countByStatus(userId: UserId): Partial<Record<SessionStatus, number>> {
    return Object.fromEntries(this.#count.all(userId).map(({ status, count }) => [status, count]))
  }

  list(query: SessionQuery): Session[] {
    const { where, values } = conditions(query)
    const statement = this.#database.prepare<unknown[], string>(
      `SELECT session FROM sessions WHERE ${where} ORDER BY last_activity DESC, id DESC LIMIT ?`,
    )
    return statement
      .pluck()
      .all(...values, query.limit)
      .map((json) => readJson(Session, json))
  }
}

function columns(session: Session): object {
  return {
    id: session.id,
    user_id: session.user_id,
    status: session.status,
    archived: session.archived ? 1 : 0,
    pinned: session.pinned ? 1 : 0,
    deletes_at: session.deletes_at,
    name: session.name,
    workspace_path: session.workspace_path,
    created_at: session.created_at,
    last_activity: session.last_activity,
    head_seq: session.head_seq,
    // What a folder brings is read from it anew, and may be long. Who writes is looked up anew as well.
    session: JSON.stringify({ ...session, trust: withoutBrings(session.trust), writer: null }),
  }
}

function conditions(query: SessionQuery): { where: string; values: unknown[] } {
  const clauses = ['user_id = ?', 'archived = ?', 'deletes_at IS NULL']
  const values: unknown[] = [query.user_id, query.archived ? 1 : 0]
  if (query.status !== undefined) {
    clauses.push('status = ?')
    values.push(query.status)
  }
  if (query.project !== undefined) {
    clauses.push('workspace_path = ?')
    values.push(query.project)
  }
  if (query.q !== undefined) {
    clauses.push(String.raw`(name LIKE ? ESCAPE '\' OR workspace_path LIKE ? ESCAPE '\')`)
    const pattern = `%${query.q.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
    values.push(pattern, pattern)
  }
  if (query.after !== undefined) {
    clauses.push('(last_activity, id) < (?, ?)')
    values.push(query.after.last_activity, query.after.id)
  }
  return { where: clauses.join(' AND '), values }
}
