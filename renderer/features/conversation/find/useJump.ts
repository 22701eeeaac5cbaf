import { useEffect, useRef } from 'react'
import type { SessionId } from '#shared/ids.ts'
import type { Timeline } from '#shared/session/timeline/timeline.ts'
import { expand } from '../expanded.ts'
import type { Row } from '../rows.ts'
import type { OlderRows } from '../scrollAnchor.ts'
import { findRow, type Found } from './findRow.ts'

interface LoadedRows extends OlderRows {
  readonly timeline: Timeline
  readonly rows: readonly Row[]
}

/** What is loaded of a conversation, and how to load more. */
export interface LoadedConversation extends LoadedRows {
  readonly session_id: SessionId
}

/**
 * Goes to an item: opens what it is in, and loads older messages until it is there. `onFound` is called once for each, with
 * null where all of the conversation is loaded and it is not there. `session_id`: null for what is shown of none.
 */
export function useJump(
  { session_id, rows, timeline, older, onLoadOlder }: LoadedRows & { readonly session_id: SessionId | null },
  item: string | null,
  onFound: (found: Found | null) => void,
): void {
  const reached = useRef<string | null>(null)
  useEffect(() => {
    if (item === null || item === reached.current) {
      return
    }
    const found = findRow(rows, timeline, item)
    if (found !== null) {
      found.closed.forEach((id) => expand(session_id, id))
    } else if (older === 'more') {
      onLoadOlder()
    }
    if (found !== null || older === 'none') {
      reached.current = item
      onFound(found)
    }
  }, [item, session_id, rows, timeline, older, onLoadOlder, onFound])
}
