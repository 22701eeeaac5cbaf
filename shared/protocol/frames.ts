import * as z from 'zod'
import { Timestamp } from '../ids.ts'

/** Largest text frame a client may send, in bytes: the longest prompt in four-byte characters, and room to spare. */
export const MAX_FRAME_BYTES = 2 * 1024 * 1024

/** Largest frame or body that is read of somebody who is not signed in, in bytes: what a sign-in needs is a kilobyte. */
export const MAX_PUBLIC_BYTES = 16 * 1024

/**
 * A client's frame. Parameters are its fields beside `type`, `id`, `seq` and `timestamp`, with those of `data` laid
 * over them; the row of the operation table named by `type` validates them. null in the frame's own fields means
 * absent: many languages write what is not set that way.
 */
export const ClientFrame = z.looseObject({
  type: z.string().min(1).max(100),
  id: z.union([z.string().max(200), z.number()]).nullish(),
  session_id: z.unknown().optional(),
  seq: z.unknown().optional(),
  content: z.unknown().optional(),
  timestamp: z.string().max(100).nullish(),
  data: z.record(z.string(), z.unknown()).nullish(),
})
export type ClientFrame = z.infer<typeof ClientFrame>

/**
 * Whether the session host answers. Sent unasked as `host_state` when that changes: what was refused because it was
 * away may be asked again.
 */
export const HostPresence = z.object({ state: z.enum(['ready', 'away']) })
export type HostPresence = z.infer<typeof HostPresence>

/**
 * What an owner should know about sign-ins. Sent unasked as `security_notice` to who follows the overview. Here, and not beside the
 * operations of devices, all of which would travel with the first page.
 */
export const SecurityNotice = z.object({ at: Timestamp, message: z.string() })
export type SecurityNotice = z.infer<typeof SecurityNotice>

/** A server's frame, before its `type` tells more: replies carry `reply_to`, durable events `seq`. */
export const ServerFrame = z.looseObject({
  type: z.string(),
  reply_to: z.union([z.string(), z.number()]).optional(),
  session_id: z.string().optional(),
  seq: z.number().int().positive().optional(),
  content: z.string().optional(),
  data: z.record(z.string(), z.unknown()).optional(),
  timestamp: z.string().optional(),
})
export type ServerFrame = z.infer<typeof ServerFrame>
