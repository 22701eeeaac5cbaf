import { type RefObject, useLayoutEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { useSettled } from '#renderer/features/approvals/useSettled.ts'

/**
 * Whether a list stands still: for half a second after its entries (`keys`) or its height changed, a tap may be meant for what was
 * there before.
 */
export function useStill(list: RefObject<HTMLElement | null>, keys: string): boolean {
  const [height, setHeight] = useState(0)
  useLayoutEffect(() => {
    // Before it is painted: no finger meets it alive.
    const watch = new ResizeObserver(([entry]) => flushSync(() => setHeight(entry?.contentRect.height ?? 0)))
    if (list.current !== null) {
      watch.observe(list.current)
    }
    return () => watch.disconnect()
  }, [list])
  return useSettled(`${height} ${keys}`)
}
