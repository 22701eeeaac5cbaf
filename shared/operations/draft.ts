import * as z from 'zod'
import { SessionId } from '../ids.ts'
import { defineOperation } from './operation.ts'
import { MAX_PROMPT_LENGTH } from './turn.ts'

/** Who wrote a draft: a page's own name for itself, so that it knows its own words again. */
const Writer = z.string().min(1).max(100)

/**
 * Where something else than a message is written: `commit`, `title`, or with what it belongs to, `task.ID`. The pages give the
 * names; what stands there is theirs alone to read.
 */
const Place = z.string().regex(/^[a-z]{1,20}(?:\.[\w-]{1,64})?$/)

/** What a person writes in a session, or for a new one, and has not sent. */
export const Draft = z.object({
  /** Empty: nothing, or it was sent. */
  content: z.string(),
  /** 1 more with each change; 0: nothing was ever written. */
  version: z.number().int().nonnegative(),
  /** Who wrote it last; null: nobody. */
  writer: z.string().nullable(),
})
export type Draft = z.infer<typeof Draft>

export const draftOperations = {
  'draft.read': defineOperation({
    summary:
      'What who asks has written in a session and not sent: as a message, or elsewhere (`place`: `commit`, `title`). Without `session_id`: for a new session.',
    params: z.strictObject({ session_id: SessionId.optional(), place: Place.optional() }),
    result: Draft,
    scope: 'drive',
    owner: 'host',
    http: { method: 'GET', path: '/api/draft' },
    ws: { type: 'read_draft', reply: 'draft' },
  }),
  'draft.save': defineOperation({
    summary:
      'Keep what who asks writes, of at most 400,000 characters. Only over the version that they had before them: else nothing is changed, and the answer holds what is kept. A session has a hundred places beside its message; beyond that what was written longest ago goes, empty ones first.',
    params: z.strictObject({
      session_id: SessionId.optional(),
      place: Place.optional(),
      content: z.string().max(MAX_PROMPT_LENGTH),
      after_version: z.number().int().nonnegative(),
      writer: Writer,
    }),
    result: z.object({ saved: z.boolean(), draft: Draft }),
    scope: 'drive',
    owner: 'host',
    http: { method: 'PUT', path: '/api/draft' },
    ws: { type: 'save_draft', reply: 'draft_saved' },
  }),
} as const
