import * as z from 'zod'
import { Timestamp } from '../ids.ts'
import { defineOperation } from './operation.ts'

/**
 * What somebody needs to find out what is wrong with a Homeport: no secrets, prompts or file contents, and the home
 * directory is `~`. A part that could not be had is told in `failed`.
 */
export const Diagnostics = z.object({
  kind: z.literal('homeport.diagnostics'),
  format: z.literal(1),
  made_at: Timestamp,
  parts: z.record(z.string(), z.unknown()),
  failed: z.record(z.string(), z.string()),
})
export type Diagnostics = z.infer<typeof Diagnostics>

export const diagnosticsOperations = {
  'diagnostics.read': defineOperation({
    summary: 'All that helps to find out what is wrong, to be sent to somebody: without secrets.',
    params: z.strictObject({}),
    result: Diagnostics,
    scope: 'local',
    owner: 'gateway',
    http: { method: 'GET', path: '/api/diagnostics' },
    audit: 'diagnostics.read',
  }),
} as const
