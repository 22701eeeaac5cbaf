import * as z from 'zod'
import { SessionId } from '../ids.ts'

/**
 * What can be followed, over the link and over a socket. `kind` says what the other fields name; a session is the only one
 * today, a terminal the next. Links from before it was said mean a session.
 */
export const StreamAddress = z.object({
  kind: z.literal('session').default('session'),
  session_id: SessionId,
})
export type StreamAddress = Readonly<z.infer<typeof StreamAddress>>

/** The same text for the same stream, and for no other of any kind. */
export function streamKey(stream: StreamAddress): string {
  return `${stream.kind} ${stream.session_id}`
}
