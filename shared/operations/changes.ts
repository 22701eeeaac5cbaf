import * as z from 'zod'
import { MessageId, SessionId } from '../ids.ts'
import { ChangeKind, ChangedBy } from '../session/changes.ts'
import { defineOperation } from './operation.ts'
import { Streamed } from './streamed.ts'

/** Of a content that is kept: its SHA-256. */
const ContentId = z.string().min(1).max(64)

/** One file that a turn, or several, changed. Paths are from the session's folder, with slashes. */
export const ChangedFile = z.object({
  path: z.string(),
  kind: ChangeKind,
  /** Lines that came and went; null: not text, or not kept. */
  additions: z.number().int().nonnegative().nullable(),
  deletions: z.number().int().nonnegative().nullable(),
  /** Its content before and after; null: there was none, or it is not kept (`is_kept`). */
  before_id: z.string().nullable(),
  after_id: z.string().nullable(),
  /** False: too large, changed before it could be read, or dropped since. */
  is_kept: z.boolean(),
  /** A link, whose content is where it leads. */
  is_link: z.boolean(),
  /** Permission bits where those changed, such as `644 → 755`. */
  mode: z.string().nullable(),
  by: ChangedBy,
  /** as_after: so it is still. as_before: it was put back. other: changed since. */
  now: z.enum(['as_after', 'as_before', 'other']),
})
export type ChangedFile = z.infer<typeof ChangedFile>

export const ChangesAnswer = z.object({
  /** What Claude changed, by path. */
  files: z.array(ChangedFile),
  /** So many more than are listed. */
  more: z.number().int().nonnegative(),
  /** What others changed while the turn ran. */
  others: z.array(z.object({ path: z.string(), kind: ChangeKind, by: ChangedBy })),
  /** The turn that is listed; null: it runs, all turns are, or there is none. */
  turn_id: z.string().nullable(),
  is_running: z.boolean(),
  /** Turns whose contents were dropped to stay below the bound, the oldest first. */
  dropped_turns: z.number().int().nonnegative(),
  /** Why nothing is kept for this folder; null: it is. */
  problem: z.string().nullable(),
})

/** How changes are noticed. `reason`: a sentence for people where the system does not tell of them. */
export const Watching = z.object({
  mode: z.enum(['off', 'starting', 'live', 'polling']),
  reason: z.string().nullable(),
})
export type Watching = z.infer<typeof Watching>
export type ChangesAnswer = z.infer<typeof ChangesAnswer>

export const PutBackFile = z.object({
  path: z.string(),
  /** What putting it back does to it. */
  kind: ChangeKind,
  additions: z.number().int().nonnegative().nullable(),
  deletions: z.number().int().nonnegative().nullable(),
  /** As it is now and as it will be, where that is kept. */
  now_id: z.string().nullable(),
  then_id: z.string().nullable(),
})
export type PutBackFile = z.infer<typeof PutBackFile>

export const LeftFile = z.object({
  path: z.string(),
  /** changed_since: not only by this session's Claude. Named in `paths` it is put back all the same. */
  why: z.enum(['changed_since', 'not_kept', 'not_reachable', 'failed']),
})
export type LeftFile = z.infer<typeof LeftFile>

export const PutBackPreview = z.object({ files: z.array(PutBackFile), left: z.array(LeftFile) })
export type PutBackPreview = z.infer<typeof PutBackPreview>

export const PutBackAnswer = PutBackPreview.extend({
  /** With it this is undone. */
  put_back_id: z.string(),
})
export type PutBackAnswer = z.infer<typeof PutBackAnswer>

const putBackParams = z.strictObject({
  session_id: SessionId,
  /** The turn, or the message that began it, before which the files stood so. */
  turn_id: z.string().min(1).max(200).optional(),
  message_id: MessageId.optional(),
  /** Only these; also where somebody else changed them since. Absent: all that Claude alone changed. */
  paths: z.array(z.string().min(1).max(4096)).min(1).max(1000).optional(),
})

export const changesOperations = {
  'changes.list': defineOperation({
    summary:
      'The files that Claude changed in the latest turn of a session, in another one (`turn_id`), or in all of them (`since=session`), by its tools and by commands.',
    params: z.strictObject({
      session_id: SessionId,
      turn_id: z.string().min(1).max(200).optional(),
      since: z.literal('session').optional(),
    }),
    result: ChangesAnswer.extend({ watching: Watching }),
    scope: 'read',
    owner: 'host',
    http: { method: 'GET', path: '/api/session/:session_id/changes' },
  }),
  'changes.content': defineOperation({
    summary: 'A content from before or after a change of a session, in base64.',
    params: z.strictObject({ session_id: SessionId, blob_id: ContentId }),
    result: z.object({ data: z.string() }),
    scope: 'read',
    owner: 'host',
    http: { method: 'GET', path: '/api/session/:session_id/changes/:blob_id/base64' },
  }),
  'changes.read': defineOperation({
    summary: 'A content from before or after a change of a session, as bytes. Never shown as a page.',
    params: z.strictObject({ session_id: SessionId, blob_id: ContentId }),
    result: Streamed,
    scope: 'read',
    owner: 'gateway',
    http: {
      method: 'GET',
      path: '/api/session/:session_id/changes/:blob_id',
      answers: 'application/octet-stream',
    },
  }),
  'changes.put_back_preview': defineOperation({
    summary:
      'What putting the files of a session back to before a turn would change, and what it would leave. Touches no file.',
    params: putBackParams,
    result: PutBackPreview,
    scope: 'drive',
    owner: 'host',
    http: { method: 'POST', path: '/api/session/:session_id/changes/put_back/preview' },
  }),
  'changes.put_back': defineOperation({
    summary:
      'Put the files that Claude changed back to before a turn, what commands changed included; what others changed since is left unless it is named. Refused while a turn runs in the folder.',
    params: putBackParams,
    result: PutBackAnswer,
    scope: 'drive',
    owner: 'host',
    http: { method: 'POST', path: '/api/session/:session_id/changes/put_back' },
    audit: 'changes.put_back',
  }),
  'changes.undo': defineOperation({
    summary: 'Undo a putting back: files that have not changed since are again as they were before it.',
    params: z.strictObject({ session_id: SessionId, put_back_id: z.string().min(1).max(100) }),
    result: PutBackAnswer,
    scope: 'drive',
    owner: 'host',
    http: { method: 'POST', path: '/api/session/:session_id/changes/put_back/undo' },
    audit: 'changes.undo',
  }),
  'changes.note_own': defineOperation({
    summary:
      'The gateway tells the host that a person is about to change a file themselves, and that it is done. No route.',
    params: z.strictObject({ session_id: SessionId, path: z.string().min(1).max(4096), is_over: z.boolean() }),
    result: z.object({}),
    scope: 'drive',
    owner: 'host',
  }),
} as const
