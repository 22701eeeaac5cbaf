import { measureElement, useVirtualizer, type Virtualizer } from '@tanstack/react-virtual'
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react'
import { isFirstPageDrawn } from '#renderer/state/browser/firstPage.ts'
import { useStore } from '#renderer/state/store.ts'
import { estimateHeight, type Row } from './rows.ts'
import { type OpenedLine, useOpenedLine } from './openedLine.ts'
import {
  type OlderRows,
  type ScrollAnchor,
  rowsAbove,
  useScrollTracking,
  useScrollAnchor,
  useScrollRestoration,
} from './scrollAnchor.ts'

/** Within this distance the list counts as at its end, and follows new text. */
export const AT_END_PX = 80
/** So many rows are ready beyond each edge: not before what a phone waits for is there, where they cost it a tenth of a second. */
const ROWS_AROUND = 4
/** Older pages load this far ahead of the reader. */
const FETCH_AHEAD_PX = 1200

export interface AnchoredList {
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly list: Virtualizer<HTMLDivElement, HTMLDivElement>
  readonly isAtEnd: boolean
  readonly isNearStart: boolean
  /** From now on it follows its end, or does not, and restores no position any more. */
  readonly follow: (isToEnd: boolean) => void
}

/**
 * A virtual list that opens at its end, or at the position that Back restores; it stays at the end while it grows, and
 * otherwise keeps the reader's position.
 */
export function useAnchoredList(session_id: string, rows: readonly Row[], older: OlderRows): AnchoredList {
  const scroller = useRef<HTMLDivElement>(null)
  const anchor = useScrollAnchor(session_id)
  const [isAtEnd, setAtEnd] = useState(true)
  const isDrawn = useStore(isFirstPageDrawn, (value) => value)
  // oxlint-disable-next-line react/incompatible-library -- nothing here is compiled by the React Compiler
  const list = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => estimateHeight(rows[index]),
    getItemKey: (index) => rows[index]?.key ?? index,
    measureElement: measureWhenObserved,
    overscan: isDrawn ? ROWS_AROUND : 0,
    paddingStart: 48,
    paddingEnd: 16,
    anchorTo: 'end',
    initialOffset: () => guessedHeight(rowsAbove(rows, anchor.sought())),
    followOnAppend: true,
    scrollEndThreshold: AT_END_PX,
    onChange: (instance) => setAtEnd(instance.isAtEnd(AT_END_PX)),
  })
  const follows = useFollowing(scroller, anchor)
  const opened = useOpenedLine(scroller)
  // Also what was measured: a line that shrinks and grows before one commit leaves the height and may leave the end.
  const [height, frameHeight, measured] = [list.getTotalSize(), list.scrollRect?.height, list.measurementsCache]
  useLayoutEffect(() => {
    if (!follows.current) {
      return
    }
    follows.current = !staysAtOpened(scroller.current, opened)
    if (follows.current) {
      list.scrollToEnd()
    }
  }, [list, follows, opened, scroller, height, frameHeight, measured])
  useScrollRestoration({ rows, older, list, anchor })
  useScrollTracking({ scroller, list, follows, anchor })
  const follow = useCallback(
    (isToEnd: boolean) => {
      anchor.letGo()
      follows.current = isToEnd
    },
    [anchor, follows],
  )
  return { scroller, list, follow, isAtEnd, isNearStart: above(list, isAtEnd) < FETCH_AHEAD_PX }
}

/**
 * Keeps the line that the reader has just opened where it is. @returns false when what it opened to is short: then the end
 * stays in view, and the line in sight.
 */
function staysAtOpened(element: HTMLElement | null, opened: OpenedLine): boolean {
  const shift = opened.takeShift()
  if (element === null || shift === null || distanceFromEnd(element) + shift <= shortIn(element)) {
    return false
  }
  element.scrollTop -= shift
  return true
}

/** The height, in px, up to which an opened line leaves the reader at the end. */
function shortIn({ clientHeight }: HTMLElement): number {
  return Math.max(AT_END_PX, clientHeight / 3)
}

function distanceFromEnd({ scrollHeight, scrollTop, clientHeight }: HTMLElement): number {
  return scrollHeight - scrollTop - clientHeight
}

/**
 * Whether the list follows its end. Only the reader changes it, by scrolling or by opening a line to read it: a task
 * list below, a growing composer, a phone's keyboard or an answered card move the end, and the list follows.
 */
function useFollowing(scroller: RefObject<HTMLDivElement | null>, { sought }: ScrollAnchor): RefObject<boolean> {
  const follows = useRef(sought() === null)
  useEffect(() => {
    const element = scroller.current
    if (element === null) {
      return undefined
    }
    let last = element.scrollTop
    const onScroll = () => {
      const { scrollTop } = element
      const isAtEnd = distanceFromEnd(element) <= AT_END_PX
      if (sought() === null && (isAtEnd || scrollTop < last)) {
        follows.current = isAtEnd
      }
      last = scrollTop
    }
    // Runs before the list's own listener, so that its measurements do not pull the reader back to the end.
    const first = { passive: true, capture: true }
    element.addEventListener('scroll', onScroll, first)
    return () => element.removeEventListener('scroll', onScroll, first)
  }, [scroller, sought])
  return follows
}

/** The estimated height of the list, so that the rows at its end are rendered first and none above in vain. */
function guessedHeight(rows: readonly Row[]): number {
  return rows.reduce((sum, row) => sum + estimateHeight(row), 0)
}

/** The pixels above the viewport. At the end the offset is an estimate until the list was scrolled once. */
function above(list: AnchoredList['list'], isAtEnd: boolean): number {
  return isAtEnd ? list.getTotalSize() - (list.scrollRect?.height ?? 0) : (list.scrollOffset ?? Infinity)
}

/**
 * A new row keeps its estimated (or last known) size until the observer reports it in the same frame: measuring each
 * row at once would force a layout for every row.
 */
function measureWhenObserved(
  element: HTMLDivElement,
  entry: ResizeObserverEntry | undefined,
  list: AnchoredList['list'],
): number {
  const known = entry === undefined ? list.measurementsCache[list.indexFromElement(element)]?.size : undefined
  return known ?? measureElement(element, entry, list)
}
