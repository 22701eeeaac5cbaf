import { type ReactNode, useLayoutEffect, useRef } from 'react'
import { historyEntry, storeScrollPosition, loadScrollPosition } from '#renderer/state/browser/scrollPositions.ts'

/** A scrolling page. Back restores its scroll position. */
export function ScrollingPage({ children }: { children: ReactNode }) {
  const page = useRef<HTMLElement>(null)
  useLayoutEffect(() => (page.current === null ? undefined : followScrollPosition(page.current)), [])
  return (
    <main ref={page} className="thin-scroll min-h-0 flex-1 overflow-y-auto">
      {children}
    </main>
  )
}

/** The events by which a reader scrolls. */
const moves = ['wheel', 'touchmove', 'keydown', 'pointerdown'] as const

/** Content that arrives above the reader within this time is compensated for; later content is news. */
const SETTLED_AFTER_MS = 2_000

/**
 * Restores the stored scroll position, again while content arrives; from the reader's first own scroll on, stores the
 * position. Returns the function that stops it.
 */
function followScrollPosition(page: HTMLElement): () => void {
  const entry = historyEntry()
  let wanted = loadScrollPosition(entry)?.px ?? null
  const reach = () => {
    if (wanted !== null) {
      page.scrollTop = wanted
    }
  }
  let settling: ReturnType<typeof setTimeout> | undefined
  const letGo = () => {
    clearTimeout(settling)
    wanted = null
  }
  const keep = () => {
    const isThere = wanted !== null && Math.abs(page.scrollTop - wanted) < 1
    if (isThere) {
      settling ??= setTimeout(letGo, SETTLED_AFTER_MS)
    }
    if (wanted === null || isThere) {
      storeScrollPosition(entry, page.scrollTop === 0 ? null : { row: null, px: page.scrollTop })
    }
  }
  reach()
  const growth = new ResizeObserver(reach)
  Array.from(page.children).forEach((child) => growth.observe(child))
  const passive = { passive: true }
  page.addEventListener('scroll', keep, passive)
  moves.forEach((move) => page.addEventListener(move, letGo, passive))
  return () => {
    letGo()
    growth.disconnect()
    page.removeEventListener('scroll', keep)
    moves.forEach((move) => page.removeEventListener(move, letGo))
  }
}
