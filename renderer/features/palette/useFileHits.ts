import { useEffect, useState } from 'react'
import type { SessionId } from '#shared/ids.ts'
import { showTab } from '#renderer/state/browser/pane.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { type Entry, onlyGroup } from './entries.ts'

/** The search starts after a pause of this length. */
const SETTLE_MS = 60
const MOST = 8

const none: readonly Entry[] = []

/**
 * With `@`: the files of the session that is open whose path is like the query, as the workstation finds them; they open
 * beside the conversation. What fails is left out.
 */
export function useFileHits(query: string, session_id: SessionId | null): readonly Entry[] {
  const [found, setFound] = useState(none)
  const isAsked = onlyGroup(query) === 'files' && session_id !== null
  const q = query.trim().slice(1).trim()
  useEffect(() => {
    let isCurrent = true
    const ask = async (id: SessionId) => {
      const { files } = await connection.client.call('file.find', { session_id: id, q, limit: MOST })
      if (isCurrent) {
        setFound(files.map(({ path }) => entryOf(path)))
      }
    }
    const timer = isAsked ? setTimeout(() => void ask(session_id).catch(() => {}), SETTLE_MS) : undefined
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [q, isAsked, session_id])
  return isAsked ? found : none
}

function entryOf(path: string): Entry {
  const at = path.lastIndexOf('/')
  return {
    id: `file ${path}`,
    group: 'files',
    label: path.slice(at + 1),
    detail: path.slice(0, Math.max(at, 0)),
    marks: [],
    run: () => showTab('files', path),
  }
}
