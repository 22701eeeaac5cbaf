import * as z from 'zod'
import { Timestamp } from '../ids.ts'
import { ConversationId } from './history.ts'
import { defineOperation } from './operation.ts'

const count = z.number().int().nonnegative()

/** Packed copies of Claude Code's transcripts: it removes its own after 30 days. */
export const TranscriptCopies = z.object({
  is_on: z.boolean(),
  copies: count,
  /** Packed, and what they may take. */
  bytes: count,
  most_bytes: count,
  /** Conversations that Claude Code has no transcript of any more. */
  only_copies: count,
  /** When something was last said in the oldest. */
  oldest_at: Timestamp.nullable(),
  /** What was done last; null: nothing since the start. */
  last: z.object({ at: Timestamp, copied: count, removed: count, problem: z.string().nullable() }).nullable(),
})
export type TranscriptCopies = z.infer<typeof TranscriptCopies>

export const transcriptCopiesOperations = {
  'transcript_copies.read': defineOperation({
    summary: 'What there is of copies of transcripts, and what was copied last.',
    params: z.strictObject({}),
    result: TranscriptCopies,
    scope: 'manage',
    owner: 'host',
    http: { method: 'GET', path: '/api/transcript-copies' },
  }),
  'transcript_copies.clear': defineOperation({
    summary:
      'Remove all copies of transcripts. Conversations that Claude Code has no transcript of any more are gone then.',
    params: z.strictObject({}),
    result: z.object({ removed: count }),
    scope: 'local',
    owner: 'host',
    http: { method: 'DELETE', path: '/api/transcript-copies' },
    audit: 'transcript_copies.clear',
  }),
  'transcript_copies.put_back': defineOperation({
    summary:
      'Put a conversation that Claude Code has removed back where it keeps its own, from its copy: it can be resumed then, also in a terminal. Resuming it in a session does so by itself.',
    params: z.strictObject({ conversation_id: ConversationId }),
    result: z.object({
      /** false: Claude Code has it, nothing was done. */
      put_back: z.boolean(),
    }),
    scope: 'drive',
    owner: 'host',
    http: { method: 'POST', path: '/api/history/:conversation_id/put-back' },
    audit: 'transcript_copies.put_back',
  }),
} as const
