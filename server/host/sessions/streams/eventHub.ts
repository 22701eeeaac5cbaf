import type { SessionId } from '#shared/ids.ts'
import type { LinkEvent } from '#server/link/link.ts'
import type { EventSink } from '../ports/sessionPorts.ts'

/** One gateway's place at the hub. */
export interface Subscription {
  follow(sessionId: SessionId): void
  unfollow(sessionId: SessionId): void
  /** Idempotent. */
  leave(): void
}

interface Listening {
  readonly listener: (event: LinkEvent) => void
  readonly followed: Set<SessionId>
}

/**
 * Hands events to every gateway, in order, synchronously. Durable events and headers go to all; the text while it
 * streams and the activity line only to those that follow the session.
 */
export class EventHub implements EventSink {
  readonly #seats = new Set<Listening>()

  publish(event: LinkEvent): void {
    const followersOnly = event.seq === null && event.type !== 'session_updated'
    for (const { listener, followed } of this.#seats) {
      if (!followersOnly || followed.has(event.session_id)) {
        listener(event)
      }
    }
  }

  isFollowed(sessionId: SessionId): boolean {
    return [...this.#seats].some(({ followed }) => followed.has(sessionId))
  }

  /** Delivers from now on. */
  join(listener: (event: LinkEvent) => void): Subscription {
    const seat: Listening = { listener, followed: new Set() }
    this.#seats.add(seat)
    return {
      follow: (sessionId) => seat.followed.add(sessionId),
      unfollow: (sessionId) => seat.followed.delete(sessionId),
      leave: () => this.#seats.delete(seat),
    }
  }
}
