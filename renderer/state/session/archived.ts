import type { Session } from '#shared/session/session.ts'
import { createStore, type Store } from '../store.ts'
import { connection } from '../workstation/connection.ts'
import { queries } from '../workstation/queries.ts'

/** The most that one answer of `session.list` holds. */
const MOST_SHOWN = 200

export interface ArchivedSessions {
  /** Latest activity first. */
  readonly sessions: readonly Session[]
  /** There are more than are shown. */
  readonly isCut: boolean
}

const search = createStore('')

/** What archived sessions are looked for by: a part of the name or folder; empty: all. */
export const archivedSearch: Store<string> = search

/** The sessions that were archived and match the search. */
export const archived = queries.define<ArchivedSessions>({
  key: 'session.list archived',
  fetch: async () => {
    const q = search.get().trim()
    const asked = { archived: true, limit: MOST_SHOWN, ...(q === '' ? {} : { q }) }
    const { sessions, next_cursor } = await connection.client.call('session.list', asked)
    return { sessions, isCut: next_cursor !== null }
  },
  needs: 'read',
})

/** Searches; what is shown stays until the answer is there. */
export async function searchArchived(text: string): Promise<void> {
  search.set(text)
  await archived.refresh()
}

/** After a session was archived, brought back or deleted here. No-op while nobody has asked for the list. */
export async function refreshArchived(): Promise<void> {
  if (archived.get().kind === 'ready') {
    await archived.refresh()
  }
}
