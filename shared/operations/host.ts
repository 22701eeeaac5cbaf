import * as z from 'zod'
import { defineOperation } from './operation.ts'

/** The session host beside the server that drives it. After an update the old host goes on with its sessions. */
export const HostStatus = z.object({
  /** Of the server itself. */
  version: z.string(),
  /** Of the host that answers, or answered last; null before the first. */
  host_version: z.string().nullable(),
  host_pid: z.number().int().nullable(),
  /**
   * current: of this version · older: of another one that this server can drive · unusable: it runs, but speaks another
   * language · away: none answers.
   */
  state: z.enum(['current', 'older', 'unusable', 'away']),
  /** Sessions of all users whose turn runs, or waits for a person or for its start; null while nobody can tell. */
  busy_sessions: z.number().int().nonnegative().nullable(),
})
export type HostStatus = z.infer<typeof HostStatus>

export const hostOperations = {
  'host.status': defineOperation({
    summary: 'Which version of the session host runs, and whether it could be replaced now.',
    params: z.strictObject({}),
    result: HostStatus,
    scope: 'local',
    owner: 'gateway',
    http: { method: 'GET', path: '/api/host' },
  }),
  'host.renew': defineOperation({
    summary:
      'Replace the session host by one of this version: sessions are suspended and go on in the new one. ' +
      'Refused with SESSION_003 while a turn runs, unless turns may be interrupted.',
    params: z.strictObject({ interrupt: z.boolean().default(false) }),
    result: HostStatus,
    scope: 'local',
    owner: 'gateway',
    http: { method: 'POST', path: '/api/host/renew' },
    audit: 'host.renew',
  }),
} as const
