import * as z from 'zod'
import { SessionId, TerminalId } from '../ids.ts'

/**
 * What can be followed, over the link and over a socket: a session, or one of its terminals (`terminal_id`). Links from
 * before it was said mean a session.
 */
export const StreamAddress = z.object({
  kind: z.enum(['session', 'terminal']).default('session'),
  session_id: SessionId,
  /** Of a terminal alone. */
  terminal_id: TerminalId.optional(),
})
export type StreamAddress = Readonly<z.infer<typeof StreamAddress>>

/** The same text for the same stream, and for no other of any kind. */
export function streamKey({ kind, session_id, terminal_id }: StreamAddress): string {
  return terminal_id === undefined ? `${kind} ${session_id}` : `${kind} ${terminal_id}`
}
