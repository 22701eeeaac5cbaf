import { type RefObject, useLayoutEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { useSettled } from '#renderer/features/approvals/useSettled.ts'
import { followPlace } from '#renderer/platform/place.ts'

/** For what has fields in it, which must not lose the focus: its buttons take no tap until it stands still. */
export const NO_TAPS = '[&_button]:pointer-events-none'

/**
 * Whether what can be allowed stands still: for half a second after its entries (`keys`), its place on the screen or its height
 * changed, a tap may be meant for what was there before.
 */
export function useStill(element: RefObject<HTMLElement | null>, keys: string): boolean {
  const [place, setPlace] = useState('')
  useLayoutEffect(
    () =>
      // Before it is painted: no finger meets it alive.
      element.current === null ? undefined : followPlace(element.current, (now) => flushSync(() => setPlace(now))),
    [element],
  )
  return useSettled(`${place} ${keys}`)
}
