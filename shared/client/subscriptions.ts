import { HomeportError } from '#shared/errors.ts'
import type { SecurityNotice } from '#shared/protocol/frames.ts'
import type { SessionId } from '#shared/ids.ts'
import type { Overview, Subscribed } from '#shared/session/snapshots.ts'
import type { SessionEvent } from '#shared/session/events.ts'
import type { Incoming } from '#shared/protocol/serverFrames.ts'
import { type Retries, isTransient } from './retries.ts'
import { mayHaveBeenLost } from './calls/pendingCalls.ts'

/** Sends a frame; settles with its reply. What `subscribed` brings is not in the reply: it arrives in order. */
export type SendRequest = (frame: Readonly<Record<string, unknown>>) => Promise<unknown>

/** Follows one session. `subscribed` replaces header, approvals and queue; it may come again at any time. */
export interface SessionFollower {
  /** The last durable event it has; null: it has nothing and wants a snapshot. */
  cursor(): number | null
  onSubscribed(subscribed: Subscribed): void
  onEvent(event: SessionEvent): void
  /** The server will not let it follow (unknown session, not allowed). */
  onRefused(error: HomeportError): void
}

/** Follows the headers and approvals of all sessions. */
export interface OverviewFollower {
  onOverview(overview: Overview): void
  onEvent(event: SessionEvent): void
  /** Something about sign-ins that the person should know; it comes once. */
  onSecurityNotice(notice: SecurityNotice): void
  /** How a run of a task of this person stands: a `TaskRunNews`. */
  onTaskRun?(news: unknown): void
}

/**
 * Who follows what. Says it again to every new socket, each follower with its own cursor, so that nothing is lost
 * and nothing comes twice whatever drops. What was refused for a passing reason is asked again by `Retries`.
 */
export class Subscriptions {
  readonly #send: SendRequest
  readonly #cures: Retries
  readonly #sessions = new Map<SessionId, SessionFollower>()
  #overview: OverviewFollower | null = null

  constructor(send: SendRequest, cures: Retries) {
    this.#send = send
    this.#cures = cures
  }

  followAll(follower: OverviewFollower): () => void {
    this.#overview = follower
    this.#subscribeAll()
    return () => {
      this.#overview = null
    }
  }

  /** One follower per session; a second one takes the place of the first. */
  follow(sessionId: SessionId, follower: SessionFollower): () => void {
    this.#sessions.set(sessionId, follower)
    this.#subscribe(sessionId, follower)
    return () => {
      if (this.#sessions.get(sessionId) === follower) {
        this.#sessions.delete(sessionId)
        this.#cures.forget(follower)
        this.#send({ type: 'unsubscribe', session_id: sessionId }).catch(ignore)
      }
    }
  }

  /** Asks for what a follower misses, after a hole in the numbers. */
  resync(sessionId: SessionId): void {
    const follower = this.#sessions.get(sessionId)
    if (follower !== undefined) {
      this.#subscribe(sessionId, follower)
    }
  }

  /** A new socket is open. */
  onReady(): void {
    this.#subscribeAll()
    this.#sessions.forEach((follower, sessionId) => this.#subscribe(sessionId, follower))
  }

  onIncoming(incoming: Incoming): void {
    switch (incoming.kind) {
      case 'overview':
        this.#overview?.onOverview(incoming.overview)
        return
      case 'subscribed':
        this.#sessions.get(incoming.subscribed.session.id)?.onSubscribed(incoming.subscribed)
        return
      case 'event':
        this.#overview?.onEvent(incoming.event)
        this.#sessions.get(incoming.event.session_id)?.onEvent(incoming.event)
        return
      case 'security_notice':
        this.#overview?.onSecurityNotice(incoming.notice)
        return
      case 'task_run':
        this.#overview?.onTaskRun?.(incoming.news)
        return
      case 'host_state':
      case 'welcome':
      case 'reply':
      case 'refusal':
      case 'ignored':
    }
  }

  #subscribeAll(): void {
    const overview = this.#overview
    if (overview !== null) {
      this.#cures.forget(overview)
      this.#send({ type: 'subscribe_all' }).catch((error: unknown) => {
        if (isTransient(error) && this.#overview === overview) {
          this.#cures.wait(overview, () => this.#subscribeAll())
        }
      })
    }
  }

  #subscribe(sessionId: SessionId, follower: SessionFollower): void {
    this.#cures.forget(follower)
    const after = follower.cursor()
    const data = after === null ? {} : { after_seq: after }
    this.#send({ type: 'subscribe', session_id: sessionId, data }).catch((error: unknown) => {
      if (!(error instanceof HomeportError) || this.#sessions.get(sessionId) !== follower) {
        return
      }
      if (isTransient(error)) {
        this.#cures.wait(follower, () => this.resync(sessionId))
      }
      // What a new socket repeats by itself is no refusal.
      if (!mayHaveBeenLost(error)) {
        follower.onRefused(error)
      }
    })
  }
}

/** A call that no longer matters. */
function ignore(): void {}
