import type { Attachment } from '#shared/session/attachments.ts'
import { DurableEvent, type ClaudeDelta } from '#shared/session/events.ts'
import { MessageId, SessionId } from '#shared/ids.ts'
import type { Approval } from '#shared/session/session.ts'

export const sessionId = SessionId.parse('3f0c7b1e-8a54-4c1b-9b7e-2d5a4f6c8e01')
export const noUsage = {
  input_tokens: 0,
  output_tokens: 0,
  cache_creation_input_tokens: 0,
  cache_read_input_tokens: 0,
}

type DataOf<T extends DurableEvent['type']> = Extract<DurableEvent, { type: T }>['data']

/** Writes a session's log: every call gives the next durable event. `log.events` holds all of them. */
export class SessionLog {
  readonly events: DurableEvent[] = []
  readonly #session: SessionId
  readonly #start: number

  constructor(session: SessionId = sessionId, start: number = Date.UTC(2026, 10, 21, 3, 0, 0)) {
    this.#session = session
    this.#start = start
  }

  get head(): number {
    return this.events.length
  }

  add<T extends DurableEvent['type']>(type: T, data: DataOf<T>, content?: string): DurableEvent {
    const seq = this.events.length + 1
    const timestamp = new Date(this.#start + seq * 1000).toISOString()
    const event = DurableEvent.parse({ type, session_id: this.#session, seq, data, content, timestamp })
    this.events.push(event)
    return event
  }

  prompt(text: string, id = `m${this.events.length + 1}`, attachments: Attachment[] = []): DurableEvent {
    const carried = attachments.length === 0 ? {} : { attachments }
    return this.add('user_message', { message_id: MessageId.parse(id), author: 'me', ...carried }, text)
  }

  text(text: string, id = `b${this.events.length + 1}`, parent?: string): DurableEvent {
    return this.add('claude_response', { block_id: id, kind: 'text', is_complete: true, ...parentOf(parent) }, text)
  }

  thinking(text: string, ms: number): DurableEvent {
    const block_id = `b${this.events.length + 1}`
    return this.add('claude_response', { block_id, kind: 'thinking', is_complete: true, duration_ms: ms }, text)
  }

  call(id: string, tool: readonly [name: string, input: Record<string, unknown>], parent?: string): DurableEvent {
    return this.add('tool_use', { tool_use_id: id, name: tool[0], input: tool[1], ...parentOf(parent) })
  }

  result(id: string, content: DataOf<'tool_result'>['content'], more: Partial<DataOf<'tool_result'>> = {}) {
    return this.add('tool_result', { tool_use_id: id, is_error: false, content, ...more })
  }

  ask(approval: Approval): DurableEvent {
    return this.add('approval_requested', approval)
  }

  answer(approval: Approval, decision: 'allow' | 'deny' | 'cancelled'): DurableEvent {
    const answered_by = decision === 'cancelled' ? null : 'me'
    return this.add('approval_resolved', { approval_id: approval.approval_id, decision, answered_by })
  }

  turnEnd(more: Partial<DataOf<'turn_completed'>> = {}): DurableEvent {
    return this.add('turn_completed', {
      turn_id: `t${this.events.length + 1}`,
      is_error: false,
      reason: 'completed',
      duration_ms: 1200,
      usage: noUsage,
      cost_usd: 0.01,
      files_changed: [],
      ...more,
    })
  }
}

/** New text of a block that streams. */
export function delta(block: string, offset: number, content: string): ClaudeDelta {
  return {
    type: 'claude_response',
    session_id: sessionId,
    content,
    data: { block_id: block, kind: 'text', offset, is_complete: false, chunk_index: 0 },
    timestamp: '2026-11-21T03:00:00.000Z',
  }
}

function parentOf(parent: string | undefined): { parent_tool_use_id?: string } {
  return parent === undefined ? {} : { parent_tool_use_id: parent }
}
