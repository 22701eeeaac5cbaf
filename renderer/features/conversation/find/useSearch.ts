import { useEffect, useState } from 'react'
import type { SessionId } from '#shared/ids.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { errorMessage } from '#renderer/state/toasts.ts'

/** Who types faster than this is not answered for each letter. */
const PAUSE_MS = 250
/** More than anybody goes through. */
const MAX_HITS = 1_000

export interface Search {
  readonly words: string
  /** The ids of the items found, newest first. */
  readonly hits: readonly string[]
  /** `full`: there may be more than these. */
  readonly state: 'searching' | 'done' | 'full' | 'failed'
  readonly problem: string
}

/** What of a conversation holds the words; grows while the server goes through it. null without words. */
export function useSearch(session_id: SessionId, words: string): Search | null {
  const [search, setSearch] = useState<Search | null>(null)
  useEffect(() => {
    const asked = new AbortController()
    const timer = setTimeout(() => void run(session_id, words, { setSearch, signal: asked.signal }), PAUSE_MS)
    return () => {
      clearTimeout(timer)
      asked.abort()
    }
  }, [session_id, words])
  return search?.words === words ? search : null
}

async function run(
  session_id: SessionId,
  words: string,
  { setSearch, signal }: { setSearch: (search: Search | null) => void; signal: AbortSignal },
): Promise<void> {
  if (words.trim() === '') {
    setSearch(null)
    return
  }
  let hits: readonly string[] = []
  const report = (state: Search['state'], problem = '') => {
    if (!signal.aborted) {
      setSearch({ words, hits, state, problem })
    }
  }
  report('searching')
  let before: { readonly before_seq?: number } = {}
  while (!signal.aborted) {
    const page = await connection.client
      .call('session.search', { session_id, q: words, ...before })
      .catch((error: unknown) => errorMessage(error))
    if (typeof page === 'string') {
      report('failed', page)
      return
    }
    hits = [...hits, ...page.hits.map(({ item_id }) => item_id)]
    if (page.next_before_seq === null || hits.length >= MAX_HITS) {
      report(page.next_before_seq === null ? 'done' : 'full')
      return
    }
    report('searching')
    before = { before_seq: page.next_before_seq }
  }
}
