import * as z from 'zod'
import { SessionId, Timestamp } from '../ids.ts'
import { defineOperation } from './operation.ts'

const bytes = z.number().int().nonnegative()

/** What processes take. `cpu_percent`: since the last look, 100 is one core; null: nobody looked lately. */
export const ProcessUsage = z.object({
  cpu_percent: z.number().nonnegative().nullable(),
  rss_bytes: bytes,
  processes: z.number().int().nonnegative(),
})
export type ProcessUsage = z.infer<typeof ProcessUsage>

export const MachineResources = z.object({
  /** Of all cores together: 100 is a machine that does nothing else. null: nobody looked lately. */
  cpu_percent: z.number().nonnegative().nullable(),
  cores: z.number().int().positive(),
  memory: z.object({ total_bytes: bytes, free_bytes: bytes }),
  disk: z.object({ total_bytes: bytes, free_bytes: bytes }),
  gateway: ProcessUsage,
  /** null: it is away. */
  host: ProcessUsage.nullable(),
})
export type MachineResources = z.infer<typeof MachineResources>

/** What lies in the data directory. */
export const Storage = z.object({
  data_dir: z.string(),
  items: z.array(
    z.object({
      kind: z.enum([
        'sessions',
        'homeport',
        'changes',
        'transcript_copies',
        'database_copies',
        'history_index',
        'logs',
        'workspaces',
        'trash',
        'other',
      ]),
      bytes,
      files: z.number().int(),
    }),
  ),
  /** Conversations that Claude Code keeps itself, in its own folder. */
  transcripts: z.object({ path: z.string(), bytes, files: z.number().int() }),
  /** There is more than was searched: the numbers are too small. */
  is_partial: z.boolean(),
  disk: z.object({ total_bytes: bytes, free_bytes: bytes }),
  vault: z.object({ kind: z.enum(['keychain', 'file', 'memory']), problem: z.string().nullable() }),
})
export type Storage = z.infer<typeof Storage>

export const resourcesOperations = {
  'resources.sessions': defineOperation({
    summary:
      "What the processes of one's own sessions take, Claude Code and all that it started; and one that is kept started for the next session.",
    params: z.strictObject({}),
    result: z.object({
      sessions: z.array(ProcessUsage.extend({ session_id: SessionId })),
      /** Absent: the host is one of before. */
      spares: z
        .array(ProcessUsage.extend({ process_id: z.number().int(), project: z.string(), started_at: Timestamp }))
        .optional(),
    }),
    scope: 'read',
    owner: 'host',
    http: { method: 'GET', path: '/api/resources/sessions' },
  }),
  'resources.machine': defineOperation({
    summary: 'What the machine has, and what Homeport takes of it. Measured when asked, at most once a second.',
    params: z.strictObject({}),
    result: MachineResources,
    scope: 'manage',
    owner: 'gateway',
    http: { method: 'GET', path: '/api/resources' },
  }),
  'storage.read': defineOperation({
    summary: 'What Homeport keeps on the disk, and whether its vault works.',
    params: z.strictObject({}),
    result: Storage,
    scope: 'manage',
    owner: 'gateway',
    http: { method: 'GET', path: '/api/storage' },
  }),
} as const
