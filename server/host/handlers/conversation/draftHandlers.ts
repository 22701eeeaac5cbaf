import type { SessionId } from '#shared/ids.ts'
import type { Draft } from '#shared/operations/draft.ts'
import type { Actor } from '#shared/operations/session.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { HostHandlers } from '../../hostHandlers.ts'
import type { EventSink } from '../../sessions/ports/sessionPorts.ts'
import type { SessionRegistry } from '../../sessions/registry.ts'
import type { DraftPlace, DraftRows } from '../../store/rows/draftRows.ts'

export interface DraftHandlerDeps {
  readonly registry: SessionRegistry
  readonly clock: Clock
  readonly drafts: {
    readonly rows: Pick<DraftRows, 'read' | 'save'>
    /** Where the news goes that a draft is another. */
    readonly sink: Pick<EventSink, 'publish'>
  }
}

interface Where {
  readonly session_id?: SessionId | undefined
  readonly place?: string | undefined
}

/** Answers for what people write and have not sent. Each has drafts of their own. */
export function draftHandlers({
  registry,
  clock,
  drafts: { rows, sink },
}: DraftHandlerDeps): Pick<HostHandlers, 'draft.read' | 'draft.save'> {
  /** @throws HomeportError SESSION_002 when there is no such session, or it is somebody else's. */
  const placeOf = ({ session_id, place = '' }: Where, actor: Actor): DraftPlace => {
    const session = session_id === undefined ? null : registry.find(session_id, actor).state.id
    return { user_id: actor.user_id, session_id: session, place }
  }
  const publish = ({ user_id, session_id, place }: DraftPlace, { version, writer }: Draft): void => {
    if (session_id !== null) {
      const type = 'draft_changed'
      const data = { version, writer, ...(place === '' ? {} : { place }) }
      const frame = { type, session_id, data, timestamp: clock.timestamp() }
      const payload = Buffer.from(JSON.stringify(frame))
      sink.publish({ kind: 'session', session_id, user_id, type, seq: null, payload })
    }
  }
  return {
    'draft.read': (where, actor) => rows.read(placeOf(where, actor)),
    'draft.save': ({ session_id, place: name, ...change }, actor) => {
      const place = placeOf({ session_id, place: name }, actor)
      const draft = rows.save(place, change)
      if (draft === null) {
        return { saved: false, draft: rows.read(place) }
      }
      publish(place, draft)
      return { saved: true, draft }
    },
  }
}
