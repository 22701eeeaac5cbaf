import * as z from 'zod'
import { defineOperation } from './operation.ts'

/** What a budget counts: all of a person's sessions, those of one folder, or one session. */
export const BudgetScope = z.enum(['all', 'project', 'session'])
export type BudgetScope = z.infer<typeof BudgetScope>

/** Over which time, always up to now: 24 hours, 7 days, 30 days, or ever. */
export const BudgetPeriod = z.enum(['day', 'week', 'month', 'ever'])
export type BudgetPeriod = z.infer<typeof BudgetPeriod>

const which = {
  counts: BudgetScope,
  /** The folder or the session; null for all. */
  subject: z.string().min(1).max(4096).nullable(),
}

export const Budget = z.object({
  ...which,
  /** The session's name; null for others, and where it is gone. */
  name: z.string().nullable(),
  period: BudgetPeriod,
  limit_usd: z.number().positive(),
  /** By turns that have ended. */
  spent_usd: z.number().nonnegative(),
  /** near: four fifths are used · used_up: no turn begins, and one that runs is stopped before its next tool. */
  state: z.enum(['fine', 'near', 'used_up']),
})
export type Budget = z.infer<typeof Budget>

const Budgets = z.object({ budgets: z.array(Budget) })

export const budgetOperations = {
  'budget.list': defineOperation({
    summary: 'Your budgets, and what of each is spent.',
    params: z.strictObject({}),
    result: Budgets,
    scope: 'read',
    owner: 'host',
    http: { method: 'GET', path: '/api/budgets' },
  }),
  'budget.set': defineOperation({
    summary:
      'Limit what your sessions may cost, by Claude Code’s own count. At four fifths you are warned; then turns stop and prompts are refused.',
    params: z.strictObject({ ...which, period: BudgetPeriod, limit_usd: z.number().positive().max(1_000_000) }),
    result: Budgets,
    scope: 'drive',
    owner: 'host',
    http: { method: 'PUT', path: '/api/budgets' },
    audit: 'budget.set',
  }),
  'budget.remove': defineOperation({
    summary: 'Remove a budget.',
    params: z.strictObject(which),
    result: Budgets,
    scope: 'drive',
    owner: 'host',
    http: { method: 'POST', path: '/api/budgets/remove' },
    audit: 'budget.remove',
  }),
} as const
