import { randomUUID } from 'node:crypto'
import { MessageId, SessionId, UserId } from '#shared/ids.ts'
import type { ClaudeDelta, DurableEvent } from '#shared/session/events.ts'
import { reduceHeader, type SessionHeader } from '#shared/session/header.ts'
import type { Session } from '#shared/session/session.ts'
import { NOTHING_TO_TRUST } from '#shared/session/trust.ts'
import { noUsage, SessionLog } from './sessionEvents.ts'

/** A session of the fake gateway: its log, and the header folded from it. */
export class FakeSession {
  readonly id: SessionId
  readonly log: SessionLog
  header: SessionHeader
  readonly #open = new Map<string, ClaudeDelta>()

  constructor(fields: Partial<Session> = {}) {
    this.id = fields.id ?? SessionId.parse(randomUUID())
    this.log = new SessionLog(this.id, Date.now() - 600_000)
    this.header = { session: { ...plainSession(this.id), ...fields }, approvals: [], queue: [] }
  }

  /** Writes to the log and brings the header up to date; returns what was written. */
  write(script: (log: SessionLog) => void): readonly DurableEvent[] {
    const before = this.log.head
    script(this.log)
    const written = this.log.events.slice(before)
    this.header = written.reduce(reduceHeader, this.header)
    for (const event of written) {
      if (event.type === 'claude_response') {
        this.#open.delete(event.data.block_id)
      }
    }
    return written
  }

  /** Streams text of a block; returns the delta. */
  stream(block_id: string, content: string): ClaudeDelta {
    const before = this.#open.get(block_id)?.content ?? ''
    const timestamp = new Date().toISOString()
    const at = (offset: number, text: string): ClaudeDelta => ({
      type: 'claude_response',
      session_id: this.id,
      content: text,
      data: { block_id, kind: 'text', offset, is_complete: false, chunk_index: 0 },
      timestamp,
    })
    this.#open.set(block_id, at(0, before + content))
    return at(before.length, content)
  }

  /** The text so far of each open block. */
  openBlocks(): readonly ClaudeDelta[] {
    return [...this.#open.values()]
  }

  queue(contents: readonly string[], { held = false } = {}): readonly DurableEvent[] {
    const queue = contents.map((content, index) => ({
      ...(held ? { held: true as const } : {}),
      message_id: MessageId.parse(`q${index}`),
      content,
      created_at: new Date().toISOString(),
    }))
    return this.write((log) => log.add('queue_changed', { queue }))
  }
}

function plainSession(id: SessionId): Session {
  const now = new Date().toISOString()
  return {
    id,
    user_id: UserId.parse('u1'),
    name: 'homeport',
    environment: [],
    status: 'ACTIVE',
    status_reason: 'turn_ended',
    workspace_path: '/home/me/code/homeport',
    process_id: 4711,
    model: 'claude-opus-5-5',
    permission_mode: 'default',
    permission_mode_chosen: true,
    effort: null,
    effort_levels: [],
    trust: NOTHING_TO_TRUST,
    created_at: now,
    last_activity: now,
    turn_started_at: null,
    activity: null,
    retry: null,
    message_count: 0,
    turn_count: 0,
    pending_approvals: 0,
    usage: noUsage,
    cost_usd: 0,
    context: null,
    limits: [],
    files_changed: 0,
    head_seq: 0,
    archived: false,
    pinned: false,
    deletes_at: null,
    background_tasks: [],
    login: 'token',
    outcome: 'none',
    outcome_reason: null,
    unread: false,
    two_ways: false,
    writer: null,
  }
}
