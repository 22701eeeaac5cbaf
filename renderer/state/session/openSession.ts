import type { HomeportError } from '#shared/errors.ts'
import type { SessionId } from '#shared/ids.ts'
import type { Subscribed } from '#shared/session/snapshots.ts'
import type { SessionEvent } from '#shared/session/events.ts'
import { withEvent, type SessionHeader } from '#shared/session/header.ts'
import { emptyTimeline, type Timeline, type TimelineEvent } from '#shared/session/timeline/timeline.ts'
import { prependOlder, reduceTimeline } from '#shared/session/timeline/reducer.ts'
import type { Connection } from '#shared/client/connection.ts'
import { isTransient } from '#shared/client/retries.ts'
import { draftNews } from '../writing/draftNews.ts'
import { fileNews } from './fileNews.ts'
import { createFrameBatch } from './frameBatch.ts'
import { createStore, type Store, type WritableStore } from '../store.ts'

/** Older events are paged in this many at a time. */
const PAGE = 500
/** A gap in `seq` means a broken server: it must not be asked for a resync in a loop. */
const RESYNC_EVERY_MS = 2_000

export type OpenSession =
  | { readonly kind: 'loading' }
  | {
      readonly kind: 'open'
      readonly header: SessionHeader
      readonly timeline: Timeline
      readonly older: 'none' | 'more' | 'loading' | 'failed'
    }
  | { readonly kind: 'refused'; readonly message: string; readonly unknown: boolean }

export interface SessionFeed {
  readonly store: Store<OpenSession>
  /** Loads the next older page. No-op while one is loading or nothing older is left. */
  readonly loadOlder: () => Promise<void>
  readonly close: () => void
}

/** Follows one session until `close`: header, conversation and paging, kept true through every reconnect. */
export function openSession(
  connection: Pick<Connection, 'client' | 'subscriptions' | 'cures'>,
  id: SessionId,
): SessionFeed {
  const store = createStore<OpenSession>({ kind: 'loading' })
  const batch = createFrameBatch<SessionEvent>((events) => store.set(withEvents(store.get(), events)))
  /** The last durable event received, applied or still in the batch. null: not subscribed yet. */
  let head: number | null = null
  let resyncAt = 0

  function resync(): void {
    if (performance.now() >= resyncAt) {
      resyncAt = performance.now() + RESYNC_EVERY_MS
      connection.subscriptions.resync(id)
    }
  }

  const close = connection.subscriptions.follow(id, {
    cursor: () => head,
    onSubscribed: (subscribed) => {
      batch.flush()
      const next = afterSubscribed(store.get(), subscribed)
      head = next.timeline.head_seq
      store.set(next)
    },
    onEvent: (event) => {
      if (head === null) {
        return
      }
      if (event.type === 'draft_changed') {
        draftNews.set(event)
        return
      }
      if (event.type === 'file_changed' || event.type === 'git_changed') {
        fileNews.set(event)
        return
      }
      if ('seq' in event) {
        if (event.seq > head + 1) {
          resync()
          return
        }
        head = Math.max(head, event.seq)
      }
      batch.add(event)
    },
    onRefused: (error: HomeportError) =>
      store.set({ kind: 'refused', message: error.message, unknown: error.code === 'SESSION_002' }),
  })

  return {
    store,
    loadOlder: () => loadOlder(connection, id, store),
    close: () => {
      close()
      connection.cures.forget(store)
      batch.clear()
    },
  }
}

/**
 * A replay continues from the known events. A snapshot that starts at or before their end does too, and keeps the pages
 * loaded so far; any other one replaces the conversation.
 */
function afterSubscribed(state: OpenSession, subscribed: Subscribed): Extract<OpenSession, { kind: 'open' }> {
  const known = state.kind === 'open' ? state.timeline : null
  const { snapshot } = subscribed
  const header = headerOf(subscribed)
  if (snapshot === undefined) {
    const timeline = known ?? emptyTimeline()
    // The header is at `head_seq` already; the missing events that follow belong to the conversation alone.
    const session = { ...header.session, head_seq: subscribed.head_seq }
    return opened({ ...header, session }, timeline)
  }
  const first = Math.max(1, snapshot.first_seq)
  const goesOn = known !== null && first <= known.head_seq + 1 && subscribed.head_seq >= known.head_seq
  return opened(header, reduceTimeline(goesOn ? known : emptyTimeline(first), snapshot.events))
}

/** A header as a subscription gives it: replaces what was known. */
function headerOf({ session, approvals, queue }: Subscribed): SessionHeader {
  return { session, approvals, queue }
}

function opened(header: SessionHeader, timeline: Timeline): Extract<OpenSession, { kind: 'open' }> {
  return { kind: 'open', header, timeline, older: timeline.first_seq > 1 ? 'more' : 'none' }
}

function withEvents(state: OpenSession, events: readonly SessionEvent[]): OpenSession {
  if (state.kind !== 'open') {
    return state
  }
  const shown = events.filter(isOfConversation)
  const header = events.reduce(withEvent, state.header)
  return { ...state, header, timeline: reduceTimeline(state.timeline, shown) }
}

function isOfConversation(event: SessionEvent): event is TimelineEvent {
  return !('seq' in event) ? event.type === 'claude_response' : true
}

async function loadOlder(
  { client, cures }: Pick<Connection, 'client' | 'cures'>,
  session_id: SessionId,
  store: WritableStore<OpenSession>,
): Promise<void> {
  const before = store.get()
  if (before.kind !== 'open' || before.older === 'none' || before.older === 'loading') {
    return
  }
  store.set({ ...before, older: 'loading' })
  const page = await client
    .call('session.events', { session_id, before_seq: before.timeline.first_seq, limit: PAGE })
    .catch((error: unknown) => {
      if (isTransient(error)) {
        // Retried once the refusal has passed, for a reader who is still there.
        cures.wait(store, () => mayTryAgain(store))
      }
      return null
    })
  const now = store.get()
  if (now.kind !== 'open') {
    return
  }
  store.set(page === null ? { ...now, older: 'failed' } : opened(now.header, prependOlder(now.timeline, page.events)))
}

function mayTryAgain(store: WritableStore<OpenSession>): void {
  const now = store.get()
  if (now.kind === 'open' && now.older === 'failed') {
    store.set({ ...now, older: 'more' })
  }
}
