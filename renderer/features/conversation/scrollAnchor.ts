import type { Virtualizer } from '@tanstack/react-virtual'
import { type RefObject, useEffect, useLayoutEffect, useState } from 'react'
import {
  conversationEntry,
  storeScrollPosition,
  loadScrollPosition,
  type ScrollPosition,
} from '#renderer/state/browser/scrollPositions.ts'
import type { Row } from './rows.ts'

type List = Virtualizer<HTMLDivElement, HTMLDivElement>
type Scroller = RefObject<HTMLDivElement | null>

/** Whether older rows exist, and how to load them. */
export interface OlderRows {
  readonly older: 'none' | 'more' | 'loading' | 'failed'
  readonly onLoadOlder: () => void
}

export interface ScrollAnchor {
  readonly entry: string
  /** The position to restore, until the reader scrolls; null when there is none. */
  readonly sought: () => ScrollPosition | null
  readonly letGo: () => void
}

/** The scroll position at which the session's conversation was left in the current history entry. */
export function useScrollAnchor(session_id: string): ScrollAnchor {
  const [anchor] = useState(() => anchorOf(conversationEntry(session_id)))
  return anchor
}

function anchorOf(entry: string): ScrollAnchor {
  let sought = loadScrollPosition(entry)
  const letGo = () => {
    sought = null
  }
  return { entry, sought: () => sought, letGo }
}

/** The rows above a position; all of them when its row is not loaded. */
export function rowsAbove(rows: readonly Row[], anchor: ScrollPosition | null): readonly Row[] {
  const index = anchor === null ? -1 : rows.findIndex(({ key }) => key === anchor.row)
  return index === -1 ? rows : rows.slice(0, index)
}

/** Scrolls to the position to restore, again while rows are measured, loading older pages when its row is in those. */
export function useScrollRestoration(parts: {
  rows: readonly Row[]
  older: OlderRows
  list: List
  anchor: ScrollAnchor
}): void {
  const { rows, list, anchor } = parts
  const { older, onLoadOlder } = parts.older
  // After each render, since measured rows move the position.
  useLayoutEffect(() => {
    const sought = anchor.sought()
    if (sought === null) {
      return
    }
    const index = rows.findIndex(({ key }) => key === sought.row)
    const start = list.measurementsCache[index]?.start
    if (start !== undefined) {
      list.scrollToOffset(start + sought.px)
    } else if (older === 'more') {
      onLoadOlder()
    } else if (older === 'none' || older === 'failed') {
      anchor.letGo()
    }
  })
}

/** The events by which a reader scrolls the conversation. */
const moves = ['wheel', 'touchmove', 'keydown', 'pointerdown'] as const

/** Stores the scroll position; none at the end, where it opens anyway. */
export function useScrollTracking(parts: {
  scroller: Scroller
  list: List
  follows: RefObject<boolean>
  anchor: ScrollAnchor
}): void {
  const { scroller, list, follows, anchor } = parts
  useEffect(() => {
    const element = scroller.current
    if (element === null) {
      return undefined
    }
    const { letGo } = anchor
    // Not on the list: a button outside may jump to its end. Not on the window: another session may stand beside.
    const column = element.closest('[data-column]') ?? window
    const keep = () => {
      if (anchor.sought() === null) {
        const { scrollTop } = element
        const row = list.getVirtualItemForOffset(scrollTop)
        const isElsewhere = !follows.current && row !== undefined
        storeScrollPosition(anchor.entry, isElsewhere ? { row: String(row.key), px: scrollTop - row.start } : null)
      }
    }
    const passive = { passive: true }
    element.addEventListener('scroll', keep, passive)
    moves.forEach((move) => column.addEventListener(move, letGo, passive))
    return () => {
      element.removeEventListener('scroll', keep)
      moves.forEach((move) => column.removeEventListener(move, letGo))
    }
  }, [scroller, list, follows, anchor])
}
