import { type ReactNode, useEffect, useLayoutEffect, useRef } from 'react'
import { pageIsDrawn } from '#renderer/state/browser/firstPage.ts'
import { PageBar, type PageBarProps } from './PageBar.tsx'
import { classes } from '#renderer/ui/classes.ts'
import { historyEntry, storeScrollPosition, loadScrollPosition } from '#renderer/state/browser/scrollPositions.ts'

/** The widths of columns with the room beside them: prose to read (760), lists (984), the control panel. */
const widths = { prose: 'max-w-202', list: 'max-w-258', machine: 'max-w-280' } as const

interface ScrollingPageProps {
  readonly width?: keyof typeof widths
  /** Its content has not come yet. */
  readonly isWaiting?: boolean
  readonly foot?: ReactNode
  readonly children: ReactNode
}

/** A page: its bar, and a column that scrolls. Back restores its scroll position. `foot` stays below it. */
export function ScrollingPage(props: PageBarProps & ScrollingPageProps) {
  const { width = 'prose', isWaiting = false, foot, children, ...bar } = props
  const page = useRef<HTMLElement>(null)
  useEffect(() => {
    if (!isWaiting) {
      pageIsDrawn()
    }
  }, [isWaiting])
  useLayoutEffect(() => (page.current === null ? undefined : followScrollPosition(page.current)), [])
  return (
    <>
      <PageBar {...bar} />
      <main ref={page} data-scroller className="thin-scroll min-h-0 flex-1 overflow-y-auto">
        <div className={classes('mx-auto w-full space-y-4 px-4 pt-4 pb-8 md:px-6', widths[width])}>{children}</div>
      </main>
      {foot}
    </>
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
