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

/**
 * What holds a process to its limits. cgroup_v1, cgroup_v2: a control group of Homeport's own · systemd: a scope of the person's
 * service manager · watched: Homeport measures, and ends a process that is over · nothing.
 */
export const LimitKeeper = z.enum(['cgroup_v1', 'cgroup_v2', 'systemd', 'watched', 'nothing'])
export type LimitKeeper = z.infer<typeof LimitKeeper>

/** What Claude Code and all that it starts may take together. null: no limit is set, so the whole machine may be taken. */
export const ResourceLimits = z.object({
  /** Beyond it the session says so, and a fresh process is offered. */
  memory_soft_bytes: count.nullable(),
  memory_bytes: count.nullable(),
  memory_kept_by: LimitKeeper,
  /** 100 is one core. */
  cpu_percent: z.number().nullable(),
  cpu_kept_by: LimitKeeper,
})
export type ResourceLimits = z.infer<typeof ResourceLimits>

/** What a session took at one moment. */
export const ResourceSample = z.object({
  at: Timestamp,
  cpu_percent: z.number().nonnegative().nullable(),
  rss_bytes: count,
  /** What lay in its folder; null: it was not measured yet. */
  disk_bytes: count.nullable(),
})
export type ResourceSample = z.infer<typeof ResourceSample>

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
  /** Once a minute while a process runs, of the last hours at most; oldest first. Kept over a restart. */
  history: z.array(ResourceSample),
  /** The Claude Code that its process runs, and the one that the next process will be; null: unknown, or there is none. */
  claude: z.object({ running: z.string().nullable(), installed: z.string().nullable() }),
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
