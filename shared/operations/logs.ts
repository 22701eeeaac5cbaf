import * as z from 'zod'
import { Timestamp } from '../ids.ts'
import { defineOperation } from './operation.ts'

export const LogEntryLevel = z.enum(['debug', 'info', 'warn', 'error'])
export type LogEntryLevel = z.infer<typeof LogEntryLevel>

/** The processes that keep a log file. */
export const LogComponent = z.enum(['gateway', 'host', 'desktop'])
export type LogComponent = z.infer<typeof LogComponent>

/** One line of a log file. Secrets were taken out before it was written. */
export const LogEntry = z.object({
  time: Timestamp,
  level: LogEntryLevel,
  component: LogComponent,
  /** The part of the program: `wire`, `audit`, `settings`. */
  logger: z.string(),
  message: z.string(),
  facts: z.record(z.string(), z.unknown()),
})
export type LogEntry = z.infer<typeof LogEntry>

export const logsOperations = {
  'logs.list': defineOperation({
    summary:
      'What the processes wrote into their log files, newest first. Every filter narrows. A page may be short and still have a `next_cursor`: older entries were not looked through yet.',
    params: z.strictObject({
      /** This level and the ones above it. */
      level: LogEntryLevel.optional(),
      component: LogComponent.optional(),
      /** Stands somewhere in the line; case does not matter. */
      q: z.string().trim().min(1).max(200).optional(),
      since: Timestamp.optional(),
      until: Timestamp.optional(),
      limit: z.coerce.number().int().min(1).max(500).default(100),
      cursor: z
        .string()
        .regex(/^[\dTZ:.-]{20,30}\/\d{1,6}$/)
        .optional(),
    }),
    result: z.object({ entries: z.array(LogEntry), next_cursor: z.string().nullable() }),
    scope: 'local',
    owner: 'gateway',
    http: { method: 'GET', path: '/api/logs' },
  }),
} as const
