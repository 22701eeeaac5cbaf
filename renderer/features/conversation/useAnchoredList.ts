import { measureElement, useVirtualizer, type Virtualizer } from '@tanstack/react-virtual'
import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react'
import { estimateHeight, type Row } from './rows.ts'
import { type OpenedLine, useOpenedLine } from './openedLine.ts'
import { type OlderRows, type ReaderPlace, rowsAbove, useKeeping, useReaderPlace, useReturning } from './readerPlace.ts'

/** Nearer to the end than this is "at the end": new text then pushes the old up. */
const AT_END_PX = 80
/** Older pages are fetched before the reader gets there. */
const FETCH_AHEAD_PX = 1200

export interface AnchoredList {
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly list: Virtualizer<HTMLDivElement, HTMLDivElement>
  readonly isAtEnd: boolean
  readonly isNearStart: boolean
}

/**
 * A virtual list that opens at its end, or where Back leads, stays there while it grows, and keeps the reader's place
 * otherwise.
 */
export function useAnchoredList(rows: readonly Row[], older: OlderRows): AnchoredList {
  const scroller = useRef<HTMLDivElement>(null)
  const place = useReaderPlace()
  const [isAtEnd, setAtEnd] = useState(true)
  // oxlint-disable-next-line react/incompatible-library -- nothing here is compiled by the React Compiler
  const list = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => estimateHeight(rows[index]),
    getItemKey: (index) => rows[index]?.key ?? index,
    measureElement: measureWhenObserved,
    overscan: 4,
    paddingStart: 48,
    paddingEnd: 16,
    anchorTo: 'end',
    initialOffset: () => guessedHeight(rowsAbove(rows, place.sought())),
    followOnAppend: true,
    scrollEndThreshold: AT_END_PX,
    onChange: (instance) => setAtEnd(instance.isAtEnd(AT_END_PX)),
  })
  const follows = useFollowing(scroller, place)
  const opened = useOpenedLine(scroller)
  const [height, frameHeight] = [list.getTotalSize(), list.scrollRect?.height]
  useLayoutEffect(() => {
    if (!follows.current) {
      return
    }
    follows.current = !staysAtOpened(scroller.current, opened)
    if (follows.current) {
      list.scrollToEnd()
    }
  }, [list, follows, opened, scroller, height, frameHeight])
  useReturning({ rows, older, list, place })
  useKeeping({ scroller, list, follows, place })
  return { scroller, list, isAtEnd, isNearStart: above(list, isAtEnd) < FETCH_AHEAD_PX }
}

/** Keeps the line that the reader has just opened where it is. @returns false when the end is in view all the same. */
function staysAtOpened(element: HTMLElement | null, opened: OpenedLine): boolean {
  const shift = opened.takeShift()
  if (element === null || shift === null || distanceFromEnd(element) + shift <= AT_END_PX) {
    return false
  }
  element.scrollTop -= shift
  return true
}

function distanceFromEnd({ scrollHeight, scrollTop, clientHeight }: HTMLElement): number {
  return scrollHeight - scrollTop - clientHeight
}

/**
 * Whether the reader wants to be at the end. Only the reader's own doing changes that, by scrolling or by opening a
 * line to read it: a task list that opens below, a growing composer, a phone's keyboard or an answered card move the
 * end away, and the list goes after it.
 */
function useFollowing(scroller: RefObject<HTMLDivElement | null>, { sought }: ReaderPlace): RefObject<boolean> {
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
    // Before the list hears of it: what it measures then must find the reader's wish, not pull them back to the end.
    const first = { passive: true, capture: true }
    element.addEventListener('scroll', onScroll, first)
    return () => element.removeEventListener('scroll', onScroll, first)
  }, [scroller, sought])
  return follows
}

/** At least where the end begins: the rows there are the first that are drawn, none above is drawn in vain. */
function guessedHeight(rows: readonly Row[]): number {
  return rows.reduce((sum, row) => sum + estimateHeight(row), 0)
}

/** Pixels above what is shown. At the end the offset is no more than a guess until the list was scrolled once. */
function above(list: AnchoredList['list'], isAtEnd: boolean): number {
  return isAtEnd ? list.getTotalSize() - (list.scrollRect?.height ?? 0) : (list.scrollOffset ?? Infinity)
}

/**
 * A row that is new keeps the size it was guessed (or last seen) to have until the observer tells the true one, in the
 * same frame: asking each row at once would lay the page out anew for every row.
 */
function measureWhenObserved(
  element: HTMLDivElement,
  entry: ResizeObserverEntry | undefined,
  list: AnchoredList['list'],
): number {
  const known = entry === undefined ? list.measurementsCache[list.indexFromElement(element)]?.size : undefined
  return known ?? measureElement(element, entry, list)
}
