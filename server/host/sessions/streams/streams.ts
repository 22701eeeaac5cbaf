import { REPLAY_CAP, SNAPSHOT_EVENTS } from '#shared/session/snapshots.ts'
import type { Overview } from '#shared/session/snapshots.ts'
import type { Actor } from '#shared/operations/session.ts'
import type { StreamOpening } from '#server/link/link.ts'
import { whoseSessions } from '../access.ts'
import type { RawEvent, SessionStore } from '../ports/sessionPorts.ts'
import type { SessionRegistry } from '../registry.ts'
import type { Session } from '../session.ts'

/** Bytes of events in one opening: well below what a frame of the link carries. */
const OPENING_BYTES = 16 * 1024 * 1024

/** Sessions on a home screen; older ones are paged with `session.list`. */
const OVERVIEW_SESSIONS = 200

/**
 * What a viewer needs to be up to date: the events after `afterSeq`, or a snapshot when that is too long ago, not
 * given, or beyond the log. Synchronous: what is published next continues exactly here.
 */
export function openStream(store: SessionStore, session: Session, afterSeq: number | undefined): StreamOpening {
  const open_blocks = session.openBlocks()
  const { session: state, approvals, queue } = session.header
  const missed = afterSeq === undefined ? null : readMissed(store, session, afterSeq)
  const events = missed ?? readLatest(store, session)
  return {
    subscribed: {
      verdict: missed === null ? 'snapshot' : 'replay',
      head_seq: state.head_seq,
      session: state,
      approvals: [...approvals],
      queue: [...queue],
    },
    first_seq: events[0]?.seq ?? state.head_seq + 1,
    events: events.map(({ payload }) => payload),
    open_blocks,
  }
}

/** null when it cannot be replayed. */
function readMissed(store: SessionStore, { state }: Session, afterSeq: number): readonly RawEvent[] | null {
  const count = state.head_seq - afterSeq
  if (count < 0 || count > REPLAY_CAP) {
    return null
  }
  const from = { after_seq: afterSeq }
  const events = store.readEvents({ session_id: state.id, from, limit: REPLAY_CAP, max_bytes: OPENING_BYTES })
  return events.length === count ? events : null
}

function readLatest(store: SessionStore, { state }: Session): readonly RawEvent[] {
  const from = { before_seq: state.head_seq + 1 }
  return store.readEvents({ session_id: state.id, from, limit: SNAPSHOT_EVENTS, max_bytes: OPENING_BYTES })
}

/** The actor's latest sessions, what is pinned, works or waits of older ones, and everything that waits for a person. */
export function overview(store: SessionStore, registry: SessionRegistry, actor: Actor): Overview {
  const { sessions: latest, next_cursor } = registry.list({ limit: OVERVIEW_SESSIONS }, actor)
  const listed = new Set(latest.map(({ id }) => id))
  const attended = registry.attended(actor)
  attended.forEach(({ id }) => listed.add(id))
  const known = new Set(latest.map(({ id }) => id))
  const sessions = [
    ...latest,
    ...attended.filter(({ id }) => !known.has(id)),
    ...registry.pinned(actor).filter(({ id }) => !listed.has(id)),
  ]
  const approvals = [...store.openApprovals(attended.map(({ id }) => id))]
  return { verdict: 'snapshot', sessions, approvals, next_cursor, counts: store.countByStatus(whoseSessions(actor)) }
}
