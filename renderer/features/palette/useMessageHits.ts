import { useEffect, useState } from 'react'
import type { HistoryHit } from '#shared/operations/history.ts'
import { baseName } from '#shared/session/paths.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { goTo } from '#renderer/state/browser/route.ts'
import { type Entry, onlyGroup } from './entries.ts'
import * as words from './words.ts'

/** The search starts after a pause of this length. */
const SETTLE_MS = 150
const MOST = 5

const none: readonly Entry[] = []

/**
 * Messages that hold the words, the latest of each conversation, and the way to all of them. What fails is left out: the rest
 * of the palette is found all the same.
 */
export function useMessageHits(query: string): readonly Entry[] {
  const [found, setFound] = useState({ q: '', entries: none })
  const q = query.trim()
  const isAsked = q.length > 1 && onlyGroup(q) === null
  useEffect(() => {
    let isCurrent = true
    const ask = async () => {
      const { conversations, found: sums } = await connection.client.call('history.list', { q, limit: MOST })
      if (isCurrent) {
        setFound({ q, entries: [...conversations.flatMap(entryOf), ...(sums.matches > 0 ? [allOf(q, sums)] : [])] })
      }
    }
    const timer = isAsked ? setTimeout(() => void ask().catch(() => {}), SETTLE_MS) : undefined
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [q, isAsked])
  return isAsked && found.q === q ? found.entries : none
}

/** Opens where the message can be answered, or else in History. */
function entryOf({ conversation_id, title, project, session, snippet }: HistoryHit): readonly Entry[] {
  if (snippet === null) {
    return []
  }
  const { item_id: at } = snippet
  const path =
    session === null
      ? `/history?${new URLSearchParams({ open: conversation_id, at })}`
      : `/session/${session.session_id}?${new URLSearchParams({ at })}`
  return [
    {
      id: `message ${conversation_id}`,
      group: 'messages',
      label: snippet.text,
      detail: project === null ? title : `${title} · ${baseName(project)}`,
      marks: snippet.marks.map(({ from, to }) => [from, to] as const),
      run: () => goTo(path),
    },
  ]
}

function allOf(q: string, { matches }: { readonly matches: number }): Entry {
  return {
    id: 'message all',
    group: 'messages',
    label: words.searchAllHistoryForQ(q),
    detail: words.matches(matches),
    marks: [],
    run: () => goTo(`/history?${new URLSearchParams({ q })}`),
  }
}
