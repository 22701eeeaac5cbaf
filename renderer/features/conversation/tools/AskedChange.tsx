import { useMemo } from 'react'
import type { ToolItem } from '#shared/session/timeline/items.ts'
import { askedLines } from '#renderer/words/askedDiff.ts'
import { changeCounts } from '#renderer/words/patch.ts'
import { ChangeCount } from './ChangeCount.tsx'

/** What a call would change. */
export function AskedChange({ tool: { name, input } }: { tool: Pick<ToolItem, 'name' | 'input'> }) {
  const change = useMemo(() => changeCounts(askedLines(name, input) ?? []), [name, input])
  return <ChangeCount {...change} />
}
