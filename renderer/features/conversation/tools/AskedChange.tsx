import { useMemo } from 'react'
import type { ToolItem } from '#shared/session/timeline/items.ts'
import { askedLines } from '#renderer/content/lines/askedDiff.ts'
import { changeCounts } from '#renderer/content/lines/patch.ts'
import { ChangeCount } from './ChangeCount.tsx'

/** What a call would change. */
export function AskedChange({ tool: { name, input } }: { tool: Pick<ToolItem, 'name' | 'input'> }) {
  const change = useMemo(() => changeCounts(askedLines(name, input) ?? []), [name, input])
  return <ChangeCount {...change} />
}
