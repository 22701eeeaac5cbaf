import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual'
import { useLayoutEffect, useRef, useState, type RefObject } from 'react'
import { estimateHeight, type Row } from './rows.ts'

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

/** A virtual list that opens at its end, stays there while it grows, and keeps the reader's place otherwise. */
export function useAnchoredList(rows: readonly Row[]): AnchoredList {
  const scroller = useRef<HTMLDivElement>(null)
  const [isAtEnd, setAtEnd] = useState(true)
  // oxlint-disable-next-line react/incompatible-library -- nothing here is compiled by the React Compiler
  const list = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => estimateHeight(rows[index]),
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 6,
    paddingStart: 48,
    paddingEnd: 16,
    anchorTo: 'end',
    followOnAppend: true,
    scrollEndThreshold: AT_END_PX,
    onChange: (instance) => setAtEnd(instance.isAtEnd(AT_END_PX)),
  })
  useLayoutEffect(() => list.scrollToEnd(), [list])
  return { scroller, list, isAtEnd, isNearStart: (list.scrollOffset ?? Infinity) < FETCH_AHEAD_PX }
}
