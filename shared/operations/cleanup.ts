import * as z from 'zod'
import { SessionId, Timestamp } from '../ids.ts'
import { defineOperation } from './operation.ts'

const count = z.number().int().nonnegative()

/**
 * What is removed by itself. sessions: that nobody used for long · attachments: of such sessions · transcript_copies: made, and
 * removed where they take too much · auto_commit_points: beside branches, whose contents are elsewhere as well · workspaces: folders that
 * Homeport made and whose sessions are gone · logs: rotated ones · temporary_files: of programs that were killed · sockets: that nobody
 * listens on.
 */
export const CleanupJob = z.enum([
  'sessions',
  'attachments',
  'transcript_copies',
  'auto_commit_points',
  'workspaces',
  'logs',
  'temporary_files',
  'sockets',
])
export type CleanupJob = z.infer<typeof CleanupJob>

/** What a job did when it ran last. */
export const CleanupReport = z.object({
  job: CleanupJob,
  at: Timestamp,
  /** Things, and the bytes they took; of what is no file the bytes are not counted. */
  removed: count,
  bytes: count,
  /** Why not all could be done; null: all was. */
  problem: z.string().nullable(),
})
export type CleanupReport = z.infer<typeof CleanupReport>

/** What a job would remove if it ran now. */
export const CleanupDue = z.object({ job: CleanupJob, things: count })
export type CleanupDue = z.infer<typeof CleanupDue>

/** What Homeport keeps of a session, in bytes. */
export const SessionStorage = z.object({
  session_id: SessionId,
  name: z.string(),
  events: count,
  attachments: count,
  /** Contents of files before and after its turns. One that several sessions keep counts in each. */
  checkpoints: count.optional(),
  /** Packed copies of its conversations, those of sub-agents too. */
  transcript_copies: count.optional(),
})
export type SessionStorage = z.infer<typeof SessionStorage>

/** `running`: it cleans up at this moment, and `jobs` may be of the time before. Absent in answers of hosts of before. */
const CleanupReports = z.object({ jobs: z.array(CleanupReport), running: z.boolean().optional() })

export const cleanupOperations = {
  'cleanup.read': defineOperation({
    summary: 'What clean-up did when it ran last, by job. It runs every six hours.',
    params: z.strictObject({}),
    result: CleanupReports,
    scope: 'manage',
    owner: 'host',
    http: { method: 'GET', path: '/api/cleanup' },
  }),
  'cleanup.due': defineOperation({
    summary:
      'What clean-up would remove if it ran now, of the jobs that can tell. What takes long to count is as it was counted last.',
    params: z.strictObject({}),
    result: z.object({ jobs: z.array(CleanupDue) }),
    scope: 'manage',
    owner: 'host',
    http: { method: 'GET', path: '/api/cleanup/due' },
  }),
  'cleanup.run': defineOperation({
    summary:
      'Clean up now, as the settings of retention say. What takes longer than some seconds goes on: cleanup.read tells when it is done.',
    params: z.strictObject({}),
    result: CleanupReports,
    scope: 'manage',
    owner: 'host',
    http: { method: 'POST', path: '/api/cleanup' },
    audit: 'cleanup.run',
  }),
  'storage.sessions': defineOperation({
    summary:
      'What Homeport keeps of one’s own sessions, the largest first: events, attachments, checkpoints of files, copies of transcripts; in bytes.',
    params: z.strictObject({ limit: z.coerce.number().int().min(1).max(100).default(10) }),
    result: z.object({ sessions: z.array(SessionStorage), measured_at: Timestamp }),
    scope: 'read',
    owner: 'host',
    http: { method: 'GET', path: '/api/storage/sessions' },
  }),
} as const
