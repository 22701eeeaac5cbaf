import * as z from 'zod'
import { SessionId, Timestamp } from '../ids.ts'
import { defineOperation } from './operation.ts'
import { ProcessUsage } from './resources.ts'

const count = z.number().int().nonnegative()

/** What lies in the folder of a session, links not followed. */
export const FolderSize = z.object({
  bytes: count,
  files: count,
  /** There is more than was counted. */
  is_partial: z.boolean(),
  measured_at: Timestamp,
})
export type FolderSize = z.infer<typeof FolderSize>

/** null: no limit is set, so the whole machine may be taken. */
export const ResourceLimits = z.object({ memory_bytes: count.nullable(), cpu_percent: z.number().nullable() })
export type ResourceLimits = z.infer<typeof ResourceLimits>

/** Where a session runs and what it takes. */
export const SessionInfo = z.object({
  runner: z.enum(['local']),
  machine: z.object({ hostname: z.string(), platform: z.string(), user: z.string() }),
  process_id: z.number().int().nullable(),
  /** Claude Code and all that it started; null: there is no process. */
  usage: ProcessUsage.nullable(),
  /** null: it is being measured for the first time. Ask again. */
  disk: FolderSize.nullable(),
  limits: ResourceLimits,
})
export type SessionInfo = z.infer<typeof SessionInfo>

/** claude: what the process wrote to its error output · runner: what became of the process. */
export const SessionLogSource = z.enum(['claude', 'runner'])
export type SessionLogSource = z.infer<typeof SessionLogSource>

/** One line; secrets were taken out before it was kept. */
export const SessionLogEntry = z.object({ time: Timestamp, source: SessionLogSource, text: z.string() })
export type SessionLogEntry = z.infer<typeof SessionLogEntry>

const sessionId = { session_id: SessionId }

export const sessionInfoOperations = {
  'session.info': defineOperation({
    summary:
      'Where a session runs, its process, what it takes of the machine and of the disk, and the limits in force.',
    params: z.strictObject(sessionId),
    result: SessionInfo,
    scope: 'read',
    owner: 'host',
    http: { method: 'GET', path: '/api/session/:session_id/info' },
  }),
  'session.logs': defineOperation({
    summary: "What a session's process and its runner said, newest first. The latest 1,000 lines are kept.",
    params: z.strictObject({
      ...sessionId,
      limit: z.coerce.number().int().min(1).max(500).default(100),
      /** `next_before` of an earlier answer. */
      before: z.coerce.number().int().positive().optional(),
    }),
    result: z.object({ entries: z.array(SessionLogEntry), next_before: z.number().int().nullable() }),
    scope: 'drive',
    owner: 'host',
    http: { method: 'GET', path: '/api/session/:session_id/logs' },
  }),
  'session.environment': defineOperation({
    summary: 'The variables that commands of a session see. Those that hold secrets, or may, by their names alone.',
    params: z.strictObject(sessionId),
    result: z.object({ variables: z.array(z.object({ name: z.string(), value: z.string().nullable() })) }),
    scope: 'drive',
    owner: 'host',
    http: { method: 'GET', path: '/api/session/:session_id/environment' },
  }),
} as const
