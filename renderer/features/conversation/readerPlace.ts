import type { Virtualizer } from '@tanstack/react-virtual'
import { type RefObject, useEffect, useLayoutEffect, useState } from 'react'
import { historyEntry, keepPlace, keptPlace, type ScrollPlace } from '#renderer/state/browser/scrollPlaces.ts'
import type { Row } from './rows.ts'

type List = Virtualizer<HTMLDivElement, HTMLDivElement>
type Scroller = RefObject<HTMLDivElement | null>

/** What is not loaded yet, and the way to more of it. */
export interface OlderRows {
  readonly older: 'none' | 'more' | 'loading' | 'failed'
  readonly onLoadOlder: () => void
}

export interface ReaderPlace {
  readonly entry: string
  /** Where Back leads, until the reader moves by themselves; null: nowhere in particular. */
  readonly sought: () => ScrollPlace | null
  readonly letGo: () => void
}

/** The place in this conversation that the entry of the history was left at. */
export function useReaderPlace(): ReaderPlace {
  const [place] = useState(() => placeOf(historyEntry()))
  return place
}

function placeOf(entry: string): ReaderPlace {
  let sought = keptPlace(entry)
  const letGo = () => {
    sought = null
  }
  return { entry, sought: () => sought, letGo }
}

/** The rows above a place; all of them where there is no such row. */
export function rowsAbove(rows: readonly Row[], place: ScrollPlace | null): readonly Row[] {
  const index = place === null ? -1 : rows.findIndex(({ key }) => key === place.row)
  return index === -1 ? rows : rows.slice(0, index)
}

/** Leads to the sought place, again while rows are measured, and through older pages where it lies in those. */
export function useReturning(parts: { rows: readonly Row[]; older: OlderRows; list: List; place: ReaderPlace }): void {
  const { rows, list, place } = parts
  const { older, onLoadOlder } = parts.older
  // After each drawing: what was measured in it moves the place.
  useLayoutEffect(() => {
    const sought = place.sought()
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
      place.letGo()
    }
  })
}

/** What a reader does to move the conversation. */
const moves = ['wheel', 'touchmove', 'keydown', 'pointerdown'] as const

/** Keeps where the reader is; at the end nothing is kept, since it opens there. */
export function useKeeping(parts: {
  scroller: Scroller
  list: List
  follows: RefObject<boolean>
  place: ReaderPlace
}): void {
  const { scroller, list, follows, place } = parts
  useEffect(() => {
    const element = scroller.current
    if (element === null) {
      return undefined
    }
    const { letGo } = place
    const keep = () => {
      if (place.sought() === null) {
        const { scrollTop } = element
        const row = list.getVirtualItemForOffset(scrollTop)
        const isElsewhere = !follows.current && row !== undefined
        keepPlace(place.entry, isElsewhere ? { row: String(row.key), px: scrollTop - row.start } : null)
      }
    }
    const passive = { passive: true }
    element.addEventListener('scroll', keep, passive)
    // Also from outside the list: a button that jumps to its end.
    moves.forEach((move) => window.addEventListener(move, letGo, passive))
    return () => {
      element.removeEventListener('scroll', keep)
      moves.forEach((move) => window.removeEventListener(move, letGo))
    }
  }, [scroller, list, follows, place])
}
