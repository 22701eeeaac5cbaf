import * as z from 'zod'
import { SessionId, Timestamp } from '../ids.ts'
import { DurableEvent } from '../session/events.ts'
import { Session } from '../session/session.ts'
import { SessionStatus } from '../session/status.ts'
import { defineOperation } from './operation.ts'

/** Claude Code's own name for a conversation, as its file is called. */
export const ConversationId = z.string().regex(/^[\w-]{1,100}$/, { error: 'That is no id of a conversation.' })

/** A piece of a text around what was found. `marks`: the characters that fit, in order, up to `to`. */
export const Snippet = z.object({
  text: z.string(),
  marks: z.array(z.object({ from: z.number(), to: z.number() })),
})
export type Snippet = z.infer<typeof Snippet>

/** A conversation of Claude Code, as its transcript tells of it. */
export const HistoryConversation = z.object({
  conversation_id: z.string(),
  /** As a person or Claude named it, or else what was asked first; empty where it has neither. */
  title: z.string(),
  /** The folder it works in; null where the transcript names none. */
  project: z.string().nullable(),
  git_branch: z.string().nullable(),
  started_at: Timestamp.nullable(),
  last_at: Timestamp,
  models: z.array(z.string()),
  /** What a person asked. */
  turns: z.number(),
  /** What a person asked and Claude wrote or called. */
  messages: z.number(),
  tokens: z.number(),
  /** null: nobody wrote it down. */
  cost_usd: z.number().nullable(),
  tools: z.array(z.string()),
  /** Files that were changed, the first of them. */
  files: z.array(z.string()),
  /** The conversation that it was forked from. */
  forked_from: z.string().nullable(),
  /** `terminal`: Claude Code in a terminal · `program`: another program that runs Claude Code · `homeport`: a session. */
  source: z.enum(['homeport', 'terminal', 'program']),
  /** The session that goes on with it; null: there is none, `history.resume` makes one. */
  session: z.object({ session_id: SessionId, name: z.string(), status: SessionStatus }).nullable(),
  /** What has it open now, and writes what comes next; null: nothing does. chat: its session's own process · terminal: Claude Code in a terminal of the session · outside: a Claude Code that Homeport did not start. */
  writer: z
    .object({
      kind: z.enum(['chat', 'terminal', 'outside']),
      /** null where it is not known. */
      since: Timestamp.nullable(),
      pid: z.number().int().optional(),
    })
    .nullable()
    .catch(null)
    .default(null),
  /** Lines that could not be read and were left out. */
  unreadable_lines: z.number(),
  /** Claude Code has no transcript of it any more: it is read from Homeport's copy, and put back when it is resumed. */
  only_copy: z.boolean(),
})
export type HistoryConversation = z.infer<typeof HistoryConversation>

/** A conversation that was found. */
export const HistoryHit = HistoryConversation.extend({
  /** How many messages fit; 0 where no words were asked for. */
  matches: z.number(),
  /** The latest message that fits; `item_id` as the events name it. null where no words were asked for. */
  snippet: Snippet.extend({ item_id: z.string() }).nullable(),
})
export type HistoryHit = z.infer<typeof HistoryHit>

/** How far reading is; null: all that is there was read. */
const Indexing = z.object({ done: z.number(), total: z.number() }).nullable()

const date = z.iso.date()
const count = (usual: number, most: number) =>
  z.coerce
    .number()
    .int()
    .min(1)
    .transform((asked) => Math.min(asked, most))
    .default(usual)

/** A way that the conversation went and left again: what was said there is no part of what a resume goes on with. */
export const HistoryBranch = z.object({
  /** Names it: `history.read` with this `leaf` gives what was said there. */
  leaf: z.string(),
  /** How the message begins with which it leaves the others. */
  text: z.string(),
  at: Timestamp,
})
export type HistoryBranch = z.infer<typeof HistoryBranch>

export const historyOperations = {
  'history.list': defineOperation({
    summary:
      'Conversations of Claude Code, those of terminals too, the latest first: all, or those in which one message holds all the words. “Quotes” keep words together; the last word may go on.',
    params: z.strictObject({
      q: z.string().max(200).optional(),
      /** Exactly this folder. */
      project: z.string().max(4096).optional(),
      /** In which something was said on this day (UTC) or later. */
      from: date.optional(),
      /** Which began on this day (UTC) or earlier. */
      to: date.optional(),
      model: z.string().max(100).optional(),
      tool: z.string().max(200).optional(),
      /** A part of the path of a file that was changed. */
      file: z.string().max(1000).optional(),
      source: z.enum(['homeport', 'terminal', 'program']).optional(),
      limit: count(30, 100),
      cursor: z.string().max(200).optional(),
    }),
    result: z.object({
      conversations: z.array(HistoryHit),
      next_cursor: z.string().nullable(),
      /** Of everything that fits, not only of this page. */
      found: z.object({ conversations: z.number(), matches: z.number() }),
      /** What this person can filter by. */
      projects: z.array(z.string()),
      models: z.array(z.string()),
      /** Of this person, fit or not. */
      total: z.number(),
      indexing: Indexing,
    }),
    scope: 'read',
    owner: 'host',
    http: { method: 'GET', path: '/api/history' },
  }),
  'history.read': defineOperation({
    summary:
      'What was said in a conversation, the latest part first, as events: the way that a resume goes on with, or another one (`leaf`).',
    params: z.strictObject({
      conversation_id: ConversationId,
      leaf: z.string().max(100).optional(),
      before_seq: z.coerce.number().int().positive().optional(),
      limit: count(400, 1000),
      /** Names what of it holds these words. */
      q: z.string().max(200).optional(),
    }),
    result: z.object({
      conversation: HistoryConversation,
      events: z.array(DurableEvent),
      /** Asks for what was said before; null: there is nothing. */
      next_before_seq: z.number().nullable(),
      branches: z.array(HistoryBranch),
      /** Ids of messages that hold the words of `q`, in the order in which they were said. */
      matches: z.array(z.string()),
    }),
    scope: 'read',
    owner: 'host',
    http: { method: 'GET', path: '/api/history/:conversation_id' },
  }),
  'history.resume': defineOperation({
    summary: 'Go on with a conversation in a session: the one that is at it already, or a new one in its folder.',
    params: z.strictObject({ conversation_id: ConversationId }),
    result: Session,
    scope: 'drive',
    owner: 'host',
    http: { method: 'POST', path: '/api/history/:conversation_id/resume' },
    audit: 'history.resume',
  }),
} as const
