import * as z from 'zod'
import { ServerInfo } from '#shared/operations/admin.ts'

/** What a gateway tells the supervisor that started it, over Node's own channel. */
export const GatewayReport = z.discriminatedUnion('kind', [
  /** The page, sign-in and sessions work. */
  z.object({ kind: z.literal('ready'), info: ServerInfo, host_problem: z.string().nullable() }),
  /** Another gateway serves this data directory. */
  z.object({ kind: z.literal('already_running') }),
  /** It cannot start; starting it again would not help. `message` is for people. */
  z.object({ kind: z.literal('failed'), message: z.string() }),
  /** It was asked to stop, and ends. */
  z.object({ kind: z.literal('stopping') }),
])
export type GatewayReport = z.infer<typeof GatewayReport>

/** What a supervisor asks of its gateway. */
export const SupervisorRequest = z.object({ kind: z.literal('stop'), keep_sessions: z.boolean() })
export type SupervisorRequest = z.infer<typeof SupervisorRequest>
