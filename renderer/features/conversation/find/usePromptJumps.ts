import { useEffect, useEffectEvent } from 'react'
import type { Row } from '../rows.ts'
import type { AnchoredList } from '../useAnchoredList.ts'
import type { ShowRow } from './useShowRow.ts'

/** Within this distance of the top a message counts as the one that is read. */
const AT_TOP_PX = 4

/**
 * Jumps from prompt to prompt, also to those that are not rendered, when a shortcut asks for it by the event
 * `homeport:prompt` at the conversation (`detail`: 1 or -1). After the last prompt comes the end.
 */
export function usePromptJumps(
  rows: readonly Row[],
  { scroller, list }: Pick<AnchoredList, 'scroller' | 'list'>,
  showRow: ShowRow,
): void {
  const jump = useEffectEvent((event: Event) => {
    const step: unknown = event instanceof CustomEvent ? event.detail : 1
    const starts = rows.flatMap((row, index) =>
      row.kind === 'item' && row.item.kind === 'prompt'
        ? [[index, list.measurementsCache[index]?.start ?? 0] as const]
        : [],
    )
    // Not the list’s own offset: that follows with the event of the scroll, and a second key may come before it.
    const top = scroller.current?.scrollTop ?? 0
    const target =
      step === 1
        ? starts.find(([, start]) => start > top + AT_TOP_PX)
        : starts.findLast(([, start]) => start < top - AT_TOP_PX)
    if (target !== undefined) {
      showRow(target[0], 'start')
    } else if (step === 1) {
      list.scrollToEnd()
    }
    event.preventDefault()
  })
  useEffect(() => {
    const conversation = scroller.current
    const listener = (event: Event) => jump(event)
    conversation?.addEventListener('homeport:prompt', listener)
    return () => conversation?.removeEventListener('homeport:prompt', listener)
  }, [scroller])
}
