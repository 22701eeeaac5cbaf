import { type RefObject, useEffect, useLayoutEffect, useState } from 'react'
import { flushSync } from 'react-dom'

/** Ignores the second tap of a double tap on the card that was here before. */
const DEAD_MS = 500

/** What a card asks for is code of its own, which comes later than the card, or never. */
const REQUEST = '[data-card]:has([data-request])'

interface Appearance {
  /** The card in full, with its answers; null while its code is under way, and when it cannot be drawn. */
  readonly card: HTMLElement | null
  /** It is not to be pressed yet: it has just appeared, in full or with what stands in its place. */
  readonly isDead: boolean
}

/** How the card in an element appears. */
export function useDeadTime(element: RefObject<HTMLElement | null>): Appearance {
  const [card, setCard] = useState<HTMLElement | null>(null)
  const [alive, setAlive] = useState<HTMLElement | null | undefined>(undefined)
  useLayoutEffect(() => {
    const look = () => setCard(element.current?.querySelector<HTMLElement>(REQUEST) ?? null)
    look()
    // Before it is painted: no finger meets it alive.
    const watch = new MutationObserver(() => flushSync(look))
    if (element.current !== null) {
      watch.observe(element.current, { childList: true, subtree: true })
    }
    return () => watch.disconnect()
  }, [element])
  useEffect(() => {
    const timer = setTimeout(() => setAlive(card), DEAD_MS)
    return () => clearTimeout(timer)
  }, [card])
  return { card, isDead: alive !== card }
}
