import * as z from 'zod'
import { SessionId } from '../ids.ts'
import { DurableEvent } from './events.ts'
import { Approval, QueuedMessage, Session } from './session.ts'
import { SessionStatus } from './status.ts'

/** More missing events than this are not replayed: the viewer gets a snapshot (stale cursors once sank servers). */
export const REPLAY_CAP = 5000

/**
 * How many of the latest events a snapshot holds: several screens, and no more than a phone takes in at a glance (400
 * cost it 0.15 s more). Older ones come from `session.events` with `before_seq`.
 */
export const SNAPSHOT_EVENTS = 200

/**
 * A session at `head_seq`: its header, and its latest durable events from `first_seq` on. Folding the events with
 * the shared reducers gives exactly the state of a viewer that had been there all the time.
 */
export const Snapshot = z.object({ first_seq: z.number().int().nonnegative(), events: z.array(DurableEvent) })
export type Snapshot = z.infer<typeof Snapshot>

/** The answer to `subscribe`; sent again, unasked, to a viewer that fell behind. Replaces header, approvals, queue. */
export const Subscribed = z.object({
  verdict: z.enum(['replay', 'snapshot']),
  head_seq: z.number().int().nonnegative(),
  session: Session,
  approvals: z.array(Approval),
  queue: z.array(QueuedMessage),
  snapshot: Snapshot.optional(),
})
export type Subscribed = z.infer<typeof Subscribed>

/**
 * All that a home screen needs, at one moment; `session_updated`, `approval_…` and `session_status` keep it true.
 * `sessions` are the latest ones, and every one that works or waits, however old. `approvals` is complete.
 */
export const Overview = z.object({
  verdict: z.literal('snapshot'),
  sessions: z.array(Session),
  approvals: z.array(z.object({ session_id: SessionId, approval: Approval })),
  /** Where `session.list` goes on after the latest ones; null: there are no more. Absent from an older host. */
  next_cursor: z.string().nullable().optional(),
  /** How many sessions of the user there are in each status, archived ones included. Absent from an older host. */
  counts: z.partialRecord(SessionStatus, z.number().int().nonnegative()).optional(),
})
export type Overview = z.infer<typeof Overview>

/** How many sessions there are in each status. Of a host that does not count, those that it listed. */
export function statusCounts({ counts, sessions }: Overview): Partial<Record<SessionStatus, number>> {
  if (counts !== undefined) {
    return counts
  }
  const listed: Partial<Record<SessionStatus, number>> = {}
  for (const { status } of sessions) {
    listed[status] = (listed[status] ?? 0) + 1
  }
  return listed
}
