import { type ReactNode, useLayoutEffect, useRef } from 'react'
import { historyEntry, keepPlace, keptPlace } from '#renderer/state/browser/scrollPlaces.ts'

/** A page that scrolls. Back leads to where the reader was. */
export function ScrollingPage({ children }: { children: ReactNode }) {
  const page = useRef<HTMLElement>(null)
  useLayoutEffect(() => (page.current === null ? undefined : followPlace(page.current)), [])
  return (
    <main ref={page} className="quiet-scroll min-h-0 flex-1 overflow-y-auto">
      {children}
    </main>
  )
}

/** What a reader does to move the page. */
const moves = ['wheel', 'touchmove', 'keydown', 'pointerdown'] as const

/** What comes in late above the reader moves the page once more; what comes later than this is news. */
const SETTLED_AFTER_MS = 2_000

/**
 * Scrolls to where the reader was, and again while what is there comes in; from the reader's own first move on, keeps
 * where they are. Returns the stop.
 */
function followPlace(page: HTMLElement): () => void {
  const entry = historyEntry()
  let wanted = keptPlace(entry)?.px ?? null
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
      keepPlace(entry, page.scrollTop === 0 ? null : { row: null, px: page.scrollTop })
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
