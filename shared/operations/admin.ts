import * as z from 'zod'
import { ClaudeStatus } from './claude.ts'
import { defineOperation } from './operation.ts'

/** The line `--json` prints, and what a second start prints. */
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

/** What a doctor beside the server cannot see for itself: the server may have been started with other choices. */
const ServerCheck = z.object({
  /** Where it listens on this machine. */
  port: z.number().int(),
  /** `problem`: why it can keep no secrets, and what to do; null: it can. */
  vault: z.object({ kind: z.enum(['keychain', 'file', 'memory']), problem: z.string().nullable() }),
  claude: ClaudeStatus,
})
export type ServerCheck = z.infer<typeof ServerCheck>

export const adminOperations = {
  'server.info': defineOperation({
    summary: 'Where the running server is, with a fresh one-time sign-in link.',
    params: z.strictObject({}),
    result: ServerInfo,
    scope: 'local',
    owner: 'gateway',
  }),
  'server.check': defineOperation({
    summary: 'How the running server stands: its port, its vault, its Claude Code and login.',
    params: z.strictObject({}),
    result: ServerCheck,
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
