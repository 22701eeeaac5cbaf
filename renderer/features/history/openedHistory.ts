import { useEffect, useMemo } from 'react'
import type { HistoryBranch, HistoryConversation } from '#shared/operations/history.ts'
import type { ResultOf } from '#shared/operations/table.ts'
import { prependOlder, reduceTimeline } from '#shared/session/timeline/reducer.ts'
import { emptyTimeline, type Timeline } from '#shared/session/timeline/timeline.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { createStore } from '#renderer/state/store.ts'
import { errorMessage } from '#renderer/state/toasts.ts'

export type OpenedHistory =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly message: string }
  | ReadHistory

/** A conversation as far as it is read. */
export interface ReadHistory {
  readonly kind: 'read'
  readonly conversation: HistoryConversation
  readonly timeline: Timeline
  readonly older: 'none' | 'more' | 'loading' | 'failed'
  readonly branches: readonly HistoryBranch[]
  /** Ids of messages that hold the words that were searched for. */
  readonly matches: readonly string[]
}

interface Asked {
  readonly conversation_id: string
  readonly leaf: string
  readonly q: string
}

/** Reads a conversation, the latest part first, until `close`. */
export class HistoryReading {
  readonly store = createStore<OpenedHistory>({ kind: 'loading' })
  readonly #asked: Asked
  #isClosed = false

  constructor(asked: Asked) {
    this.#asked = asked
  }

  /** Reads the latest part, again after a failure. */
  async begin(): Promise<void> {
    this.#isClosed = false
    const next = await ask(this.#asked).then(
      (page) => read(page, null),
      (error: unknown): OpenedHistory => ({ kind: 'failed', message: errorMessage(error) }),
    )
    this.#show(next)
  }

  /** Reads what was said before. No-op while that is on its way, and at the beginning. */
  async loadOlder(): Promise<void> {
    const before = this.store.get()
    if (before.kind !== 'read' || before.older === 'none' || before.older === 'loading') {
      return
    }
    this.#show({ ...before, older: 'loading' })
    const page = await ask(this.#asked, before.timeline.first_seq).catch(() => null)
    this.#show(page === null ? { ...before, older: 'failed' } : read(page, before))
  }

  /** What arrives later is dropped. */
  close(): void {
    this.#isClosed = true
  }

  #show(next: OpenedHistory): void {
    if (!this.#isClosed) {
      this.store.set(next)
    }
  }
}

/** A conversation while a component shows it. */
export function useHistoryReading({ conversation_id, leaf, q }: Asked): HistoryReading {
  const reading = useMemo(() => new HistoryReading({ conversation_id, leaf, q }), [conversation_id, leaf, q])
  useEffect(() => {
    void reading.begin()
    return () => reading.close()
  }, [reading])
  return reading
}

function ask({ conversation_id, leaf, q }: Asked, before_seq?: number): Promise<ResultOf<'history.read'>> {
  return connection.client.call('history.read', {
    conversation_id,
    ...(leaf === '' ? {} : { leaf }),
    ...(q.trim() === '' ? {} : { q: q.trim() }),
    ...(before_seq === undefined ? {} : { before_seq }),
  })
}

function read(page: ResultOf<'history.read'>, known: ReadHistory | null): ReadHistory {
  const { conversation, events, next_before_seq, branches, matches } = page
  const first = events[0]?.seq ?? 1
  const older = next_before_seq === null ? 'none' : 'more'
  return known === null
    ? { kind: 'read', conversation, timeline: reduceTimeline(emptyTimeline(first), events), older, branches, matches }
    : { ...known, timeline: prependOlder(known.timeline, events), older }
}
