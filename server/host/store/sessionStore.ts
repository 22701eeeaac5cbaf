import { SessionId } from '#shared/ids.ts'
import { HomeportError } from '#shared/errors.ts'
import type { Commit, RowChange, SessionFork, SessionStore, UnfinishedSession } from '../sessions/ports/sessionPorts.ts'
import { ApprovalRows } from './rows/approvalRows.ts'
import { AttachmentRows } from './rows/attachmentRows.ts'
import { EventRows } from './rows/eventRows.ts'
import { ForkRows } from './rows/forkRows.ts'
import { MessageRows } from './rows/messageRows.ts'
import { ModelRows } from './rows/modelRows.ts'
import type { Database } from 'better-sqlite3'
import { LIVE, SessionRows } from './rows/sessionRows.ts'
import { UsageRows } from './rows/usageRows.ts'
import { WholeResultRows } from './rows/wholeResultRows.ts'
import { withReadableErrors } from './sqliteFailure.ts'

/**
 * `sessions.db` as the domain sees it. One writer: the host that holds the data folder's lock.
 * Statements are prepared once; each write is one transaction.
 */
export function createSessionStore(database: Database): SessionStore {
  const messages = new MessageRows(database)
  const approvals = new ApprovalRows(database)
  const sessions = new SessionRows(database, { messages, approvals })
  const events = new EventRows(database)
  const usage = new UsageRows(database)
  const wholeResults = new WholeResultRows(database)
  const attachments = new AttachmentRows(database)
  const forks = new ForkRows(database, { sessions, events })
  const models = new ModelRows(database)
  const change = rowChanger(database, { messages, approvals, wholeResults, models })

  const append = database.transaction((commit: Commit) => {
    const { session } = commit
    const expected = session.head_seq - commit.events.length
    if (!sessions.advance(session, expected) || commit.events.some(({ seq }, index) => seq !== expected + index + 1)) {
      throw new HomeportError('INTERNAL_001', 'The session log is not where it should be. Nothing was written.', {
        details: { session_id: session.id, expected_seq: expected },
      })
    }
    for (const event of commit.events) {
      events.add(session.id, event)
      usage.add(session, event)
    }
    for (const item of commit.changes ?? []) {
      change(session.id, item)
    }
  })

  return {
    insert: (session) => withReadableErrors(() => sessions.insert(session)),
    append: (commit) => withReadableErrors(() => append.immediate(commit)),
    header: (id) => withReadableErrors(() => sessions.header(id)),
    list: (query) => withReadableErrors(() => sessions.list(query)),
    attended: (userId) => withReadableErrors(() => sessions.attended(userId)),
    pinned: (userId) => withReadableErrors(() => sessions.pinned(userId)),
    deleted: () => withReadableErrors(() => sessions.deleted()),
    remove: (id) => withReadableErrors(() => sessions.remove(id)),
    countByStatus: (userId) => withReadableErrors(() => sessions.countByStatus(userId)),
    openApprovals: (ids) => withReadableErrors(() => approvals.openOf(ids)),
    outcome: (sessionId, approvalId) => withReadableErrors(() => approvals.outcome(sessionId, approvalId)),
    owedAnswers: (sessionId) => withReadableErrors(() => approvals.owed(sessionId)),
    messageByKey: (sessionId, key) => withReadableErrors(() => messages.byKey(sessionId, key)),
    message: (sessionId, messageId) => withReadableErrors(() => messages.byId(sessionId, messageId)),
    sentMessages: (sessionId) => withReadableErrors(() => messages.inState(sessionId, 'sent')),
    readEvents: (range) => withReadableErrors(() => events.read(range)),
    wholeResult: (sessionId, toolUseId) => withReadableErrors(() => wholeResults.read(sessionId, toolUseId)),
    attachment: (sessionId, sha256) => withReadableErrors(() => attachments.read(sessionId, sha256)),
    addAttachment: (sessionId, stored) => withReadableErrors(() => attachments.add(sessionId, stored)),
    attachmentBytes: (sessionId) => withReadableErrors(() => attachments.bytes(sessionId)),
    ...forksIn(database, forks),
    openToolUses: (sessionId) => withReadableErrors(() => events.openToolUses(sessionId)),
    hasNotice: (sessionId, said) => withReadableErrors(() => events.hasNotice(sessionId, said)),
    models: (userId) => withReadableErrors(() => models.read(userId)),
    unfinished: () => withReadableErrors(() => readUnfinished(database)),
    processes: (userId) => withReadableErrors(() => readProcesses(database, userId)),
  }
}

/** What of the store sessions are forked with. */
function forksIn(
  database: Database,
  forks: ForkRows,
): Pick<SessionStore, 'insertFork' | 'forkPoint' | 'seqOf' | 'firstPrompt' | 'lastTurn'> {
  const insert = database.transaction((fork: SessionFork) => forks.insert(fork))
  return {
    insertFork: (fork) => withReadableErrors(() => insert.immediate(fork)),
    forkPoint: (sessionId) => withReadableErrors(() => forks.point(sessionId)),
    seqOf: (sessionId, type, id) => withReadableErrors(() => forks.seqOf(sessionId, type, id)),
    firstPrompt: (sessionId, afterSeq) => withReadableErrors(() => forks.firstPrompt(sessionId, afterSeq)),
    lastTurn: (sessionId) => withReadableErrors(() => forks.lastTurn(sessionId)),
  }
}

function rowChanger(
  database: Database,
  rows: { messages: MessageRows; approvals: ApprovalRows; wholeResults: WholeResultRows; models: ModelRows },
): (sessionId: SessionId, change: RowChange) => void {
  const { messages, approvals, wholeResults, models } = rows
  const setProcess = database.prepare<[string, number, string | null]>(
    'INSERT OR REPLACE INTO processes (session_id, pid, started) VALUES (?, ?, ?)',
  )
  const clearProcess = database.prepare<[string]>('DELETE FROM processes WHERE session_id = ?')

  return (sessionId, change) => {
    switch (change.kind) {
      case 'message_added':
        messages.add(sessionId, change.message, change.idempotency_key)
        return
      case 'messages_moved':
        for (const id of change.ids) {
          messages.move(sessionId, id, change.state)
        }
        return
      case 'messages_held':
        for (const id of change.ids) {
          messages.hold(sessionId, id, change.held)
        }
        return
      case 'message_edited':
        messages.edit(sessionId, change.id, change.content)
        return
      case 'queue_ordered':
        messages.order(sessionId, change.ids)
        return
      case 'approval_opened':
        approvals.add(sessionId, change.approval)
        return
      case 'approval_closed':
        approvals.close(sessionId, change.outcome)
        return
      case 'answer_owed':
        approvals.owe(sessionId, change.id, change.answer)
        return
      case 'answers_settled':
        for (const id of change.ids) {
          approvals.settle(sessionId, id)
        }
        return
      case 'whole_result':
        wholeResults.add(sessionId, change.tool_use_id, change.content)
        return
      case 'models_reported':
        models.put(sessionId, change.models)
        return
      case 'process_changed':
        if (change.process === null) {
          clearProcess.run(sessionId)
        } else {
          setProcess.run(sessionId, change.process.pid, change.process.started)
        }
    }
  }
}

function readProcesses(database: Database, userId: string): ReturnType<SessionStore['processes']> {
  return database
    .prepare<[string], { session_id: string; pid: number; started: string | null }>(
      'SELECT session_id, pid, started FROM processes JOIN sessions ON id = session_id WHERE user_id = ?',
    )
    .all(userId)
    .map(({ session_id, ...process }) => ({ session_id: SessionId.parse(session_id), process }))
}

function readUnfinished(database: Database): UnfinishedSession[] {
  const rows = database
    .prepare<[], { id: string; pid: number | null; started: string | null }>(
      `SELECT id, pid, started FROM sessions LEFT JOIN processes ON session_id = id
       WHERE pid IS NOT NULL OR status IN ${LIVE} -- left so by a host that died
          OR (status = 'SUSPENDED' AND (session ->> 'status_reason' = 'host_renewed'
              OR EXISTS (SELECT 1 FROM approvals WHERE session_id = id AND owed IS NOT NULL)
              OR EXISTS (SELECT 1 FROM messages WHERE session_id = id AND state = 'queued' AND held = 0)))
       ORDER BY last_activity DESC`,
    )
    .all()
  return rows.map(({ id, pid, started }) => ({
    session_id: SessionId.parse(id),
    process: pid === null ? null : { pid, started },
  }))
}
