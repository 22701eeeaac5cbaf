import * as z from 'zod'
import { Effort } from '../session/effort.ts'
import { PermissionMode } from '../session/status.ts'
import { defineOperation } from './operation.ts'

/** What a person chose for themselves, for all their devices; null: nothing. */
export const Preferences = z.object({
  theme: z.enum(['system', 'light', 'dark']).nullable(),
  /** Whether shortcuts of a single key work. */
  single_keys: z.boolean().nullable(),
  /** The model that new sessions are offered with. */
  model: z
    .string()
    .regex(/^[\w.:@/[\]-]{1,100}$/)
    .nullable(),
  /** The mode that new sessions are offered with. Skipping all approvals has to be chosen each time. */
  permission_mode: PermissionMode.exclude(['bypassPermissions']).nullable(),
  /** The effort that new sessions are offered with, where their model takes it. */
  effort: Effort.nullable(),
})
export type Preferences = z.infer<typeof Preferences>

export const preferencesOperations = {
  'preferences.get': defineOperation({
    summary: 'What the caller chose for themselves: theme, shortcuts, and with what new sessions are offered.',
    params: z.strictObject({}),
    result: Preferences,
    scope: 'read',
    owner: 'gateway',
    http: { method: 'GET', path: '/api/preferences' },
  }),
  'preferences.set': defineOperation({
    summary:
      'Change some of one’s own preferences; null takes a choice back. With what new sessions are offered needs `drive`.',
    params: z
      .strictObject(Preferences.partial().shape)
      .refine((changes) => Object.keys(changes).length > 0, { error: 'name at least one preference' }),
    result: Preferences,
    scope: 'read',
    owner: 'gateway',
    http: { method: 'PATCH', path: '/api/preferences' },
    audit: 'preferences.set',
  }),
} as const
