import * as z from 'zod'
import { ServerInfo } from '#shared/operations/admin.ts'

/** What a gateway reports to the supervisor that started it. */
export const GatewayReport = z.discriminatedUnion('kind', [
  /** The page, sign-in and sessions work. */
  z.object({ kind: z.literal('ready'), info: ServerInfo, host_problem: z.string().nullable() }),
  /** Another gateway serves this data directory. */
  z.object({ kind: z.literal('already_running') }),
  /** It cannot start; starting it again would not help. `message` is for people. */
  z.object({ kind: z.literal('failed'), message: z.string() }),
  /** It received a stop request, and ends. */
  z.object({ kind: z.literal('stopping') }),
  /** The answer to `ping`. */
  z.object({ kind: z.literal('alive') }),
])
export type GatewayReport = z.infer<typeof GatewayReport>

/**
 * The exit code of a gateway whose final report is one of these: the report itself may be lost on its way, since nobody
 * promises the order of a message and an end (Electron sends them over two pipes).
 */
export const finalReportCodes = { already_running: 3, failed: 4, stopping: 5 } as const

/** What a supervisor requests of its gateway. */
export const SupervisorRequest = z.discriminatedUnion('kind', [
  /** End for good: browsers are told so. */
  z.object({ kind: z.literal('stop'), keep_sessions: z.boolean() }),
  /** Make room for a successor: browsers come back, the host goes on. */
  z.object({ kind: z.literal('restart') }),
  /** A sign of life, at once. */
  z.object({ kind: z.literal('ping') }),
])
export type SupervisorRequest = z.infer<typeof SupervisorRequest>
