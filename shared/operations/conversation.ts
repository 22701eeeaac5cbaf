import * as z from 'zod'
import { SessionId } from '../ids.ts'
import { ClaudeCommand } from '../session/commands.ts'
import { DurableEvent, ToolResultContent } from '../session/events.ts'
import { defineOperation } from './operation.ts'
import { pageSize } from './session.ts'

const sessionId = { session_id: SessionId }

/** What was said in a session, and what can be. */
export const conversationOperations = {
  'session.events': defineOperation({
    summary: 'Durable events of a session in order: after `after_seq`, or the last ones before `before_seq`.',
    params: z.strictObject({
      ...sessionId,
      after_seq: z.coerce.number().int().nonnegative().optional(),
      before_seq: z.coerce.number().int().positive().optional(),
      limit: pageSize({ usual: 500, most: 5000 }),
    }),
    result: z.object({ events: z.array(DurableEvent), head_seq: z.number().int().nonnegative() }),
    scope: 'read',
    owner: 'host',
    http: { method: 'GET', path: '/api/session/:session_id/events' },
  }),
  'session.search': defineOperation({
    summary:
      'What of a conversation holds some words, newest first: messages, what Claude wrote, what tools were asked to do. One answer covers some thousand events; `next_before_seq` goes on, null is the beginning.',
    params: z.strictObject({
      ...sessionId,
      q: z.string().max(200).regex(/\S/, { error: 'There is nothing to search for.' }),
      before_seq: z.coerce.number().int().positive().optional(),
    }),
    result: z.object({
      /** `item_id`: the message, block, call, notice or turn, as the events name it. */
      hits: z.array(z.object({ seq: z.number().int().positive(), item_id: z.string() })),
      next_before_seq: z.number().int().positive().nullable(),
    }),
    scope: 'read',
    owner: 'host',
    http: { method: 'GET', path: '/api/session/:session_id/search' },
  }),
  'session.commands': defineOperation({
    summary:
      'Claude Code’s own commands, skills and custom commands, as the running process of a session reports them; none while it does not run.',
    params: z.strictObject(sessionId),
    result: z.object({ commands: z.array(ClaudeCommand), is_running: z.boolean() }),
    scope: 'drive',
    owner: 'host',
    http: { method: 'GET', path: '/api/session/:session_id/commands' },
  }),
  'session.tool_result': defineOperation({
    summary: 'All of a tool result of which the event holds the beginning (`is_whole_kept`).',
    params: z.strictObject({ ...sessionId, tool_use_id: z.string().min(1).max(200) }),
    result: z.object({ content: ToolResultContent }),
    scope: 'read',
    owner: 'host',
    http: { method: 'GET', path: '/api/session/:session_id/tool-results/:tool_use_id' },
  }),
} as const
