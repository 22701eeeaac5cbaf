import * as z from 'zod'
import { Timestamp } from '../ids.ts'
import { RuleText } from '../session/ruleText.ts'
import { Danger } from '../session/session.ts'
import { defineOperation } from './operation.ts'

/** What Claude Code does with a call that a rule fits: runs it unasked, asks a person in any case, refuses it. */
export const RuleBehavior = z.enum(['allow', 'ask', 'deny'])
export type RuleBehavior = z.infer<typeof RuleBehavior>

/** The folder of sessions that a rule holds in; null: in all of the person's. */
const Project = z.string().min(1).max(4096).nullable()

/** The longest time that a rule can be given for, in minutes: a week. */
export const MAX_RULE_MINUTES = 7 * 24 * 60

const rule = { rule: RuleText, behavior: RuleBehavior, project: Project }

/** A rule or a further folder that holds in a person's sessions, now or from their next tool call on. */
export const PolicyRule = z.object({
  kind: z.enum(['rule', 'folder']),
  rule: z.string(),
  behavior: RuleBehavior,
  project: Project,
  /** null: until it is removed. */
  expires_at: Timestamp.nullable(),
  /** null: from before that was kept. */
  added_at: Timestamp.nullable(),
})
export type PolicyRule = z.infer<typeof PolicyRule>

const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'A time of day is written 22:00.' })

/** Hours in which nobody is there. `wait`: what Claude asks for waits, as ever · `deny`: tools are refused. Nothing is ever allowed by them. */
export const QuietHours = z.object({
  from: TimeOfDay,
  /** The next day where it is not after `from`. */
  until: TimeOfDay,
  /** IANA name or offset. */
  time_zone: z.string().min(1).max(64),
  answer: z.enum(['wait', 'deny']),
})
export type QuietHours = z.infer<typeof QuietHours>

const Policy = z.object({ rules: z.array(PolicyRule), quiet_hours: QuietHours.nullable() })

export const policyOperations = {
  'policy.list': defineOperation({
    summary: 'The permission rules that hold in your sessions beside those of files, and your quiet hours.',
    params: z.strictObject({}),
    result: Policy,
    scope: 'drive',
    owner: 'host',
    http: { method: 'GET', path: '/api/policy' },
  }),
  'policy.preview': defineOperation({
    summary:
      'What a rule would mean, before it is added: as the installed Claude Code reads it, and which requests of the last 30 days it is certain to fit.',
    params: z.strictObject(rule),
    result: z.object({
      /** In Claude Code's words; null: it said nothing. */
      reading: z.string().nullable(),
      /** What is dangerous in the rule itself. A call that is judged dangerous is asked about whatever a rule allows. */
      dangers: z.array(Danger),
      past: z.object({
        /** Tools that were asked about in 30 days, in the sessions that the rule holds in. */
        asked: z.number().int().nonnegative(),
        /** Of those: Claude Code itself had named this rule, or it with rules that hold already, as the one that fits. */
        certain: z.number().int().nonnegative(),
        /** Of the certain ones, how many a person denied. */
        denied: z.number().int().nonnegative(),
      }),
    }),
    scope: 'drive',
    owner: 'host',
    http: { method: 'POST', path: '/api/policy/preview' },
  }),
  'policy.add': defineOperation({
    summary:
      'Add a rule. It holds from the next tool call on, also in a turn that runs; with `minutes` it ends by itself.',
    params: z.strictObject({ ...rule, minutes: z.number().int().min(1).max(MAX_RULE_MINUTES).optional() }),
    result: Policy,
    scope: 'drive',
    owner: 'host',
    http: { method: 'POST', path: '/api/policy/add' },
    audit: 'policy.add',
  }),
  'policy.remove': defineOperation({
    summary: 'Remove a rule or a further folder. It holds no more from the next tool call on.',
    params: z.strictObject({ rule: z.string().min(1).max(10_000), project: Project }),
    result: Policy,
    scope: 'drive',
    owner: 'host',
    http: { method: 'POST', path: '/api/policy/remove' },
    audit: 'policy.remove',
  }),
  'policy.set_quiet_hours': defineOperation({
    summary: 'Say when nobody is there to answer, and whether what Claude asks for then waits or is denied.',
    params: z.strictObject({ quiet_hours: QuietHours.nullable() }),
    result: Policy,
    scope: 'drive',
    owner: 'host',
    http: { method: 'PUT', path: '/api/policy/quiet_hours' },
    audit: 'policy.set_quiet_hours',
  }),
} as const
