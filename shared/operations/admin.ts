import * as z from 'zod'
import { defineOperation } from './operation.ts'

/** The line `--json` prints, and what a second start tells (protocol.md, "Starting it"). */
export const ServerInfo = z.object({
  local_url: z.string(),
  sign_in_url: z.string(),
  ws_url: z.string(),
  remote_url: z.string().nullable(),
  data_dir: z.string(),
  gateway_pid: z.number().int(),
  host_pid: z.number().int(),
})
export type ServerInfo = z.infer<typeof ServerInfo>

export const adminOperations = {
  'server.info': defineOperation({
    summary: 'Where the running server is, with a fresh one-time sign-in link.',
    params: z.strictObject({}),
    result: ServerInfo,
    scope: 'local',
    owner: 'gateway',
  }),
  'server.stop': defineOperation({
    summary: 'Stop the server; the session host too, unless sessions are to be kept running.',
    params: z.strictObject({ keep_sessions: z.boolean().default(false) }),
    result: z.object({ success: z.literal(true) }),
    scope: 'local',
    owner: 'gateway',
    audit: 'server.stop',
  }),
} as const
