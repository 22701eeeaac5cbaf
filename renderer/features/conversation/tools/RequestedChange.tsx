import { useMemo } from 'react'
import type { ToolItem } from '#shared/session/timeline/items.ts'
import { requestedLines } from '#renderer/content/lines/requestedDiff.ts'
import { changeCounts } from '#renderer/content/lines/patch.ts'
import { ChangeCount } from './ChangeCount.tsx'

/** What a call would change. */
export function RequestedChange({ tool: { name, input } }: { tool: Pick<ToolItem, 'name' | 'input'> }) {
  const change = useMemo(() => changeCounts(requestedLines(name, input) ?? []), [name, input])
  return <ChangeCount {...change} />
}
