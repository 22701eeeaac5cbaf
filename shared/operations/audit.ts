import * as z from 'zod'
import { Timestamp } from '../ids.ts'
import { defineOperation } from './operation.ts'

/** refused: the caller may not (scope, credential, origin, rate) · failed: they may, but it did not work. */
export const AuditOutcome = z.enum(['ok', 'refused', 'failed'])
export type AuditOutcome = z.infer<typeof AuditOutcome>

/** One line of the audit log: who did what, from where, and how it ended. Holds no secrets and no prompt text. */
export const AuditEntry = z.object({
  /** 1, 2, 3 … without holes. */
  seq: z.number().int().positive(),
  time: Timestamp,
  /** The operation table's audit word (`session.create`), or the operation's name where a read was refused. */
  action: z.string(),
  outcome: AuditOutcome,
  /** The error code of what did not succeed. */
  code: z.string().nullable(),
  user_id: z.string().nullable(),
  username: z.string().nullable(),
  /** What was shown to prove who asks: `sign_in`, `personal_token`, `local` (this machine's control socket), `none`. */
  credential: z.object({ kind: z.string(), id: z.string().nullable(), name: z.string().nullable() }),
  /** An IP address, or `local`. */
  address: z.string().nullable(),
  user_agent: z.string().nullable(),
  session_id: z.string().nullable(),
  /** What else it was about: an approval, a message, a token. */
  object_id: z.string().nullable(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  /** How many alike this line stands for: repeated refusals and failures share one. */
  count: z.number().int().positive(),
  /** The same as in the log and in the error that the caller got. */
  request_id: z.string().nullable(),
})
export type AuditEntry = z.infer<typeof AuditEntry>

const text = z.string().trim().min(1).max(200)

export const auditOperations = {
  'audit.list': defineOperation({
    summary:
      'Who did what, newest first. Every filter narrows; `q` looks in names, addresses, objects and details. A page may be short and still have a `next_cursor`: older entries were not looked through yet.',
    params: z.strictObject({
      /** A whole action, or its first part: `session` finds `session.create`. */
      action: text.optional(),
      /** A user's id or name. */
      user: text.optional(),
      session_id: text.optional(),
      outcome: AuditOutcome.optional(),
      q: text.optional(),
      since: Timestamp.optional(),
      until: Timestamp.optional(),
      limit: z.coerce.number().int().min(1).max(500).default(100),
      cursor: z
        .string()
        .regex(/^\d{1,15}$/)
        .optional(),
    }),
    result: z.object({ entries: z.array(AuditEntry), next_cursor: z.string().nullable() }),
    scope: 'manage',
    owner: 'gateway',
    http: { method: 'GET', path: '/api/audit' },
  }),
} as const
