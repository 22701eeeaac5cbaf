import { type DurableEvent, type LiveEvent, type NewEvent, TWO_WAYS } from '#shared/session/events.ts'
import { reduceHeader } from '#shared/session/header.ts'
import type { SessionHeader } from '#shared/session/header.ts'
import type { Session } from '#shared/session/session.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { EventSink, RawEvent, RowChange, SessionLog, SessionStore } from '../ports/sessionPorts.ts'

export interface JournalDeps {
  readonly store: SessionStore
  readonly sink: EventSink
  readonly clock: Clock
  readonly log: Pick<SessionLog, 'debug'>
}

/** A live event before it got its session and its time. */
export type NewLive = { [T in LiveEvent as T['type']]: Omit<T, 'session_id' | 'timestamp'> }[LiveEvent['type']]

/**
 * One session's header and its numbered log. What is published was committed before, in the order of its numbers.
 *
 * Invariant: `header` is what folding the committed events gives, plus what `patch` set. A failed commit leaves it.
 */
export class Journal {
  readonly #deps: JournalDeps
  #header: SessionHeader

  constructor(deps: JournalDeps, header: SessionHeader) {
    this.#deps = deps
    this.#header = header
  }

  get header(): SessionHeader {
    return this.#header
  }

  get session(): Session {
    return this.#header.session
  }

  /**
   * Numbers the events, commits them with the rows they change in one transaction, then publishes them.
   * @throws HomeportError INTERNAL_001 when the database refuses; then nothing happened.
   */
  commit(newEvents: readonly NewEvent[], changes: readonly RowChange[] = []): void {
    const timestamp = this.#deps.clock.timestamp()
    let header = this.#header
    const events = newEvents.map((item) => {
      const event = numbered(item, { header, timestamp })
      header = reduceHeader(header, event)
      return { seq: event.seq, type: event.type, payload: Buffer.from(JSON.stringify(event)) }
    })
    this.#deps.store.append({ session: header.session, events, changes })
    this.#header = header
    const { id: session_id, status } = header.session
    for (const event of events) {
      this.#deps.log.debug('an event of a session', { session_id, seq: event.seq, event: event.type, status })
      this.#publish(event)
    }
    if (newEvents.some(changesCards)) {
      this.#publishHeader()
    }
  }

  /** Replaces fields of the header that no event carries, stores them, and notifies every viewer. */
  patch(fields: Partial<Session>, changes: readonly RowChange[] = []): void {
    const session = { ...this.session, ...fields }
    this.#deps.store.append({ session, events: [], changes })
    this.#header = { ...this.#header, session }
    this.#publishHeader()
  }

  /** As `patch`, but only as long as this process lives: nothing is stored. */
  show(fields: Partial<Session>): void {
    this.#header = { ...this.#header, session: { ...this.session, ...fields } }
    this.#publishHeader()
  }

  /** Sends a live event if anybody follows. Never stored. */
  live(event: NewLive): void {
    if (this.#deps.sink.isFollowed(this.session.id)) {
      this.#publish({ seq: null, type: event.type, payload: this.frame(event) })
    }
  }

  /** A live event as it would be sent. */
  frame(event: NewLive): Buffer {
    const { type, ...rest } = event
    const timestamp = this.#deps.clock.timestamp()
    return Buffer.from(JSON.stringify({ type, session_id: this.session.id, ...rest, timestamp }))
  }

  #publishHeader(): void {
    const type = 'session_updated'
    this.#publish({ seq: null, type, payload: this.frame({ type, data: { session: this.session } }) })
  }

  #publish(event: Omit<RawEvent, 'seq'> & { readonly seq: number | null }): void {
    const { id, user_id } = this.session
    this.#deps.sink.publish({ kind: 'session', session_id: id, user_id, ...event })
  }
}

function numbered(item: NewEvent, { header, timestamp }: { header: SessionHeader; timestamp: string }): DurableEvent {
  const { type, ...rest } = item
  const event = { type, session_id: header.session.id, seq: header.session.head_seq + 1, ...rest, timestamp }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- NewEvent is DurableEvent without what is added here
  return event as DurableEvent
}

/** Whether lists and cards look different after the event. */
function changesCards(event: NewEvent): boolean {
  const { type } = event
  return type === 'notice'
    ? event.data.code === TWO_WAYS
    : type !== 'claude_response' && type !== 'tool_use' && type !== 'tool_result'
}
