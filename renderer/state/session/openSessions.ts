import { useCallback, useSyncExternalStore } from 'react'
import type { SessionId } from '#shared/ids.ts'
import type { Connection } from '#shared/client/connection.ts'
import { type OpenSession, openSession, type SessionFeed } from './openSession.ts'

const LOADING: OpenSession = { kind: 'loading' }

/**
 * The sessions that this page is subscribed to, counted by reference: each is subscribed to once, from its first holder
 * to its last. Any number of them at a time.
 */
export class OpenSessions {
  readonly #connection: Pick<Connection, 'client' | 'subscriptions' | 'cures'>
  readonly #held = new Map<SessionId, { readonly feed: SessionFeed; holders: number }>()

  constructor(connection: Pick<Connection, 'client' | 'subscriptions' | 'cures'>) {
    this.#connection = connection
  }

  /** Subscribes to a session until the returned function is called. */
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

  /** The state of a session; 'loading' without a holder. */
  get(id: SessionId): OpenSession {
    return this.#held.get(id)?.feed.store.get() ?? LOADING
  }

  /** Holds a session and calls back on its changes. Returns the function that stops it. */
  subscribe(id: SessionId, listener: () => void): () => void {
    const release = this.hold(id)
    const stop = this.#held.get(id)?.feed.store.subscribe(listener)
    return () => {
      stop?.()
      release()
    }
  }

  /** Loads the next older page of a held session. */
  async loadOlder(id: SessionId): Promise<void> {
    await this.#held.get(id)?.feed.loadOlder()
  }
}

/** Reads a session in a component, and holds it while the component is mounted. */
export function useOpenSession(sessions: OpenSessions, id: SessionId): OpenSession {
  const subscribe = useCallback((listener: () => void) => sessions.subscribe(id, listener), [sessions, id])
  return useSyncExternalStore(subscribe, () => sessions.get(id))
}
