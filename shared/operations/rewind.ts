import * as z from 'zod'
import { MessageId, SessionId } from '../ids.ts'
import { LeftFile } from './changes.ts'
import { defineOperation } from './operation.ts'

/** What putting files back changes, as Claude Code reports it. */
export const RewindChanges = z.object({
  /** Their paths, in full: of very many the first 200. */
  files: z.array(z.string()),
  file_count: z.number(),
  /** Lines that come, and lines that go. */
  insertions: z.number(),
  deletions: z.number(),
  /** What is left as it is, and why. Absent: Claude Code puts files back, which tells nothing of it. */
  left: z.array(LeftFile).optional(),
  /** With it the putting back is undone (`changes.undo`). */
  put_back_id: z.string().optional(),
})
export type RewindChanges = z.infer<typeof RewindChanges>

const params = z.strictObject({ session_id: SessionId, message_id: MessageId })

export const rewindOperations = {
  'message.rewind_preview': defineOperation({
    summary:
      'Which files of a session Claude Code would put back to before a message, as far as its own tools changed them. Starts Claude Code where it does not run; touches no file.',
    params,
    result: RewindChanges,
    scope: 'drive',
    owner: 'host',
    http: { method: 'POST', path: '/api/session/:session_id/messages/:message_id/rewind/preview' },
  }),
  'message.rewind': defineOperation({
    summary:
      'Put the files that Claude’s own tools changed back to before a message; for good. The conversation stays. Refused while a turn runs or messages wait.',
    params,
    result: RewindChanges,
    scope: 'drive',
    owner: 'host',
    http: { method: 'POST', path: '/api/session/:session_id/messages/:message_id/rewind' },
    audit: 'message.rewind',
  }),
} as const
