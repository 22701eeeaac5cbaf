import { Suspense } from 'react'
import { lazyComponent } from '#renderer/ui/lazyComponent.tsx'
import type { Row, RowSources } from '../rows.ts'
import type { AnchoredList } from '../useAnchoredList.ts'
import type { OlderRows } from '../scrollAnchor.ts'
import { useFound } from './useFound.ts'
import { useFindShortcut } from './useFindShortcut.ts'
import { useLinkedItem } from './useLinkedItem.ts'
import { usePromptJumps } from './usePromptJumps.ts'
import { useShowRow } from './useShowRow.ts'

const FindBar = lazyComponent(async () => (await import('./FindBar.tsx')).FindBar)

/**
 * What leads to a row: the link that the page was opened by, the jumps between messages, and the search, both by their
 * shortcuts. `onRow`: the key of the row to mark.
 */
export function Find(props: {
  anchored: AnchoredList
  sources: RowSources
  rows: readonly Row[]
  older: OlderRows
  onRow: (key: string | null) => void
}) {
  const { anchored, sources, rows, older, onRow } = props
  const showRow = useShowRow(anchored)
  const session_id = sources.header.session.id
  const [isFinding, setFinding] = useFindShortcut(session_id)
  const onFound = useFound(showRow, onRow)
  const conversation = { session_id, rows, timeline: sources.timeline, ...older }
  useLinkedItem(conversation, onFound)
  usePromptJumps(rows, anchored, showRow)
  return (
    <Suspense>
      {isFinding && <FindBar conversation={conversation} onFound={onFound} onClose={() => setFinding(false)} />}
    </Suspense>
  )
}
