import * as z from 'zod'
import { SessionId, UserId } from '../ids.ts'
import { Usage } from '../session/session.ts'
import { defineOperation } from './operation.ts'

/** Days in one answer: a leap year. */
export const MAX_USAGE_DAYS = 366

const Amount = Usage.required().extend({
  cost_usd: z.number().nonnegative(),
  /** A turn in which several models worked counts for the one that led it. */
  turns: z.number().int().nonnegative(),
  /** How long those turns took, added up. */
  duration_ms: z.number().int().nonnegative(),
})
export type UsageAmount = z.infer<typeof Amount>

/** What one session used of one model on one day of the asked time zone. */
export const UsageRow = Amount.extend({
  /** `2026-11-21`. */
  day: z.iso.date(),
  /** null: not known, of turns that ended before Claude said. */
  model: z.string().nullable(),
  user_id: UserId,
  /** null when they never asked this host for anything by name. */
  username: z.string().nullable(),
  /** null in rows of other people: how much is the owner's business, with what is not. */
  session_id: SessionId.nullable(),
  session_name: z.string().nullable(),
  project: z.string().nullable(),
})
export type UsageRow = z.infer<typeof UsageRow>

const asked = {
  from: z.iso.date().optional(),
  /** Included. */
  to: z.iso.date().optional(),
  /** IANA name (`Europe/Berlin`) or offset (`+02:00`): where days begin and end. */
  time_zone: z.string().min(1).max(64).default('UTC'),
  /** `all`: everybody's, for an owner. */
  user: z.enum(['me', 'all']).default('me'),
}

/** What was used on one day of the asked time zone. */
export const UsageDay = Amount.extend({
  /** `2026-11-21`. */
  day: z.iso.date(),
})
export type UsageDay = z.infer<typeof UsageDay>

export const usageOperations = {
  'usage.read': defineOperation({
    summary: 'Tokens, cost and turns per day, model and session; the last 30 days when nothing is asked.',
    params: z.strictObject(asked),
    result: z.object({
      from: z.iso.date(),
      to: z.iso.date(),
      time_zone: z.string(),
      /** Newest day first. */
      rows: z.array(UsageRow),
      /** Of the whole time, also where `rows` are cut. */
      total: Amount,
      /** There are more rows than one answer holds; the oldest are left out. */
      truncated: z.boolean(),
    }),
    scope: 'read',
    owner: 'host',
    http: { method: 'GET', path: '/api/usage' },
  }),
  'usage.days': defineOperation({
    summary: 'Tokens, cost and turns per day, nothing left out; the last 365 days when nothing is asked.',
    params: z.strictObject(asked),
    result: z.object({
      from: z.iso.date(),
      to: z.iso.date(),
      time_zone: z.string(),
      /** The days on which something was used, the oldest first. */
      days: z.array(UsageDay).max(MAX_USAGE_DAYS),
    }),
    scope: 'read',
    owner: 'host',
    http: { method: 'GET', path: '/api/usage/days' },
  }),
} as const
