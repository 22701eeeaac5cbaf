import * as z from 'zod'
import { defineOperation } from './operation.ts'

const text = z.string().max(4096)
const SettingValue = z.union([text, z.number(), z.boolean(), z.array(text).max(100)])

/** The groups that settings are shown in, in their order, with their titles. */
export const settingGroups = {
  claude: 'Claude',
  sign_in: 'Sign-in',
  remote: 'Remote access',
  certificate: 'Certificate',
  messages: 'E-mail and webhooks',
  limits: 'Limits',
  storage: 'Storage',
  updates: 'Updates',
  advanced: 'Advanced',
} as const
export type SettingGroup = keyof typeof settingGroups

/** How a value is asked for. */
const SettingForm = z.discriminatedUnion('kind', [
  /** true or false. */
  z.object({ kind: z.literal('switch') }),
  z.object({ kind: z.literal('text') }),
  z.object({ kind: z.literal('number'), from: z.number().int(), to: z.number().int() }),
  z.object({ kind: z.literal('choice'), choices: z.array(z.string()) }),
  z.object({ kind: z.literal('list') }),
])

/** Who said the value; `default`: nobody. */
const SettingOrigin = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('default') }),
  z.object({ kind: z.literal('file'), line: z.number().int().positive() }),
  z.object({ kind: z.enum(['environment', 'flag']), name: z.string() }),
])

/** One setting as it is. */
export const Setting = z.object({
  /** Dotted: `limits.requests_per_minute`. */
  key: z.string(),
  /** Its name for people. */
  label: z.string(),
  /** One of `settingGroups`. */
  group: z.string(),
  value: SettingValue.nullable(),
  default: SettingValue.nullable(),
  description: z.string(),
  /** What a number counts: `requests`; null: it counts nothing. */
  unit: z.string().nullable(),
  /** The environment variable that says it, too. */
  variable: z.string(),
  origin: SettingOrigin,
  form: SettingForm,
  /** new_sessions: by Claude Code processes that start from then on. */
  takes_effect: z.enum(['now', 'new_sessions', 'restart']),
  /** It was changed since the server started, and is applied after a restart only. */
  waits_for_restart: z.boolean(),
  /** Who may change it. `local`: only somebody at the machine. */
  keeper: z.enum(['local', 'manage']),
  /** Why the one who asks cannot change it, as a sentence; null: they can. */
  fixed: z.string().nullable(),
})
export type Setting = z.infer<typeof Setting>

const Settings = z.object({
  settings: z.array(Setting),
  file: z.string(),
  /** What is wrong with the file, with its line: the values of before stay in force. null: it is in order. */
  problem: z.string().nullable(),
})

export const settingsOperations = {
  'settings.list': defineOperation({
    summary: 'Every setting: its value, who said it, its default, when a change takes effect, and who may change it.',
    params: z.strictObject({}),
    result: Settings,
    scope: 'manage',
    owner: 'gateway',
    command_line: true,
    http: { method: 'GET', path: '/api/settings' },
  }),
  'settings.change': defineOperation({
    summary:
      'Change settings in the settings file; null takes one out. All or nothing. Those that could lock the owner out or open the machine are refused to everybody who is not at the machine.',
    params: z.strictObject({
      changes: z
        .record(z.string().max(100), SettingValue.nullable())
        .refine((changes) => Object.keys(changes).length > 0, { error: 'name at least one setting' })
        .refine((changes) => Object.keys(changes).length <= 100, { error: 'name at most 100 settings' }),
    }),
    result: Settings,
    scope: 'manage',
    owner: 'gateway',
    command_line: true,
    http: { method: 'PATCH', path: '/api/settings' },
    audit: 'settings.change',
  }),
} as const
