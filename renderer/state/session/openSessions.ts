import { useCallback, useSyncExternalStore } from 'react'
import type { SessionId } from '#shared/ids.ts'
import type { Connection } from '#shared/client/connection.ts'
import { type OpenSession, openSession, type SessionFeed } from './openSession.ts'

const LOADING: OpenSession = { kind: 'loading' }

/**
 * The sessions that this page follows. Each is followed once, whoever shows it, from the first who holds it to the
 * last who lets it go; any number of them at a time.
 */
export class OpenSessions {
  readonly #connection: Pick<Connection, 'client' | 'subscriptions' | 'cures'>
  readonly #held = new Map<SessionId, { readonly feed: SessionFeed; holders: number }>()

  constructor(connection: Pick<Connection, 'client' | 'subscriptions' | 'cures'>) {
    this.#connection = connection
  }

  /** Follows a session until the returned stop. */
  hold(id: SessionId): () => void {
    const held = this.#held.get(id) ?? { feed: openSession(this.#connection, id), holders: 0 }
    this.#held.set(id, held)
    held.holders += 1
    let isHeld = true
    return () => {
      held.holders -= isHeld ? 1 : 0
      isHeld = false
      if (held.holders === 0 && this.#held.get(id) === held) {
        this.#held.delete(id)
        held.feed.close()
      }
    }
  }

  /** What is known of a session; loading where nobody holds it. */
  get(id: SessionId): OpenSession {
    return this.#held.get(id)?.feed.store.get() ?? LOADING
  }

  /** Holds a session, and tells of its changes. Returns the stop. */
  subscribe(id: SessionId, listener: () => void): () => void {
    const release = this.hold(id)
    const stop = this.#held.get(id)?.feed.store.subscribe(listener)
    return () => {
      stop?.()
      release()
    }
  }

  /** Pages back, in a session that somebody holds. */
  async loadOlder(id: SessionId): Promise<void> {
    await this.#held.get(id)?.feed.loadOlder()
  }
}

/** A session as long as the component is drawn. */
export function useOpenSession(sessions: OpenSessions, id: SessionId): OpenSession {
  const subscribe = useCallback((listener: () => void) => sessions.subscribe(id, listener), [sessions, id])
  return useSyncExternalStore(subscribe, () => sessions.get(id))
}
