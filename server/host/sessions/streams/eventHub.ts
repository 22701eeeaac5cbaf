import type { SessionId } from '#shared/ids.ts'
import type { LinkEvent } from '#server/link/link.ts'
import type { EventSink } from '../ports/sessionPorts.ts'

/** One gateway that is handed events. */
export interface Subscription {
  follow(sessionId: SessionId): void
  unfollow(sessionId: SessionId): void
  /** Idempotent. */
  leave(): void
}

interface Subscriber {
  readonly listener: (event: LinkEvent) => void
  readonly followed: Set<SessionId>
}

/** Live events that do not wait for somebody who follows. */
const forAll: ReadonlySet<string> = new Set(['session_updated', 'task_run'])

/**
 * Hands events to every gateway, in order, synchronously. Durable events, headers and runs of tasks go to all; the text while it
 * streams and the activity line only to those that follow the session.
 */
export class EventHub implements EventSink {
  readonly #subscribers = new Set<Subscriber>()
  readonly #gateways = new Set<Subscription>()
  readonly #gatewayListeners = new Set<() => void>()
  #onFollowed: (sessionId: SessionId, isFollowed: boolean) => void = () => {}

  publish(event: LinkEvent): void {
    const followersOnly = event.seq === null && !forAll.has(event.type)
    for (const { listener, followed } of this.#subscribers) {
      if (!followersOnly || followed.has(event.session_id)) {
        listener(event)
      }
    }
  }

  isFollowed(sessionId: SessionId): boolean {
    return [...this.#subscribers].some(({ followed }) => followed.has(sessionId))
  }

  /** The sessions that anybody follows. */
  followed(): ReadonlySet<SessionId> {
    return new Set([...this.#subscribers].flatMap(({ followed }) => [...followed]))
  }

  /** Tells whether anybody follows a session, each time that somebody comes or goes. */
  onFollowed(listener: (sessionId: SessionId, isFollowed: boolean) => void): void {
    this.#onFollowed = listener
  }

  /** Whether anybody outside of this host hears what is published. */
  hasGateway(): boolean {
    return this.#gateways.size > 0
  }

  /** Told of each gateway once it has joined. Returns how to stop. */
  onGateway(listener: () => void): () => void {
    this.#gatewayListeners.add(listener)
    return () => this.#gatewayListeners.delete(listener)
  }

  /** As `join`, for a gateway. */
  joinGateway(listener: (event: LinkEvent) => void): Subscription {
    const joined = this.join(listener)
    const subscription: Subscription = {
      ...joined,
      leave: () => {
        this.#gateways.delete(subscription)
        joined.leave()
      },
    }
    this.#gateways.add(subscription)
    this.#gatewayListeners.forEach((tell) => tell())
    return subscription
  }

  /** Delivers from now on. */
  join(listener: (event: LinkEvent) => void): Subscription {
    const subscriber: Subscriber = { listener, followed: new Set() }
    this.#subscribers.add(subscriber)
    return {
      follow: (sessionId) => {
        subscriber.followed.add(sessionId)
        this.#onFollowed(sessionId, true)
      },
      unfollow: (sessionId) => {
        subscriber.followed.delete(sessionId)
        this.#onFollowed(sessionId, this.isFollowed(sessionId))
      },
      leave: () => {
        this.#subscribers.delete(subscriber)
        subscriber.followed.forEach((sessionId) => this.#onFollowed(sessionId, this.isFollowed(sessionId)))
        subscriber.followed.clear()
      },
    }
  }
}
