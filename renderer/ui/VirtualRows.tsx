import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, type RefObject, useLayoutEffect, useRef, useState } from 'react'

interface VirtualRowsProps<T> {
  readonly label: string
  readonly rows: readonly T[]
  readonly keyOf: (row: T) => string
  /** In px; a row that is higher is cut. */
  readonly heightOf: (row: T) => number
  readonly children: (row: T) => ReactNode
}

/**
 * A list of which only the rows near the screen are drawn, inside the nearest element that is marked as a scroller.
 * Each row has the height that it is said to have.
 */
export function VirtualRows<T>({ label, rows, keyOf, heightOf, children }: VirtualRowsProps<T>) {
  const list = useRef<HTMLUListElement>(null)
  const scrollMargin = useTop(list)
  // oxlint-disable-next-line react/incompatible-library -- nothing here is compiled by the React Compiler
  const virtual = useVirtualizer<HTMLElement, HTMLLIElement>({
    count: rows.length,
    getScrollElement: () => scrollerOf(list.current),
    estimateSize: (index) => heightOf(at(rows, index)),
    getItemKey: (index) => keyOf(at(rows, index)),
    initialRect: { width: 0, height: window.innerHeight },
    initialOffset: () => scrollerOf(list.current)?.scrollTop ?? 0,
    overscan: 4,
    scrollMargin,
  })
  // Heights change with what a row tells; the list itself measures nothing.
  const heights = rows.map(heightOf).join()
  useLayoutEffect(() => virtual.measure(), [virtual, heights])
  return (
    <ul ref={list} aria-label={label} className="relative" style={{ height: virtual.getTotalSize() }}>
      {virtual.getVirtualItems().map(({ key, index, start, size }) => {
        const row = rows[index]
        return row === undefined ? null : (
          <li
            key={key}
            aria-setsize={rows.length}
            aria-posinset={index + 1}
            className="absolute inset-x-0 top-0"
            style={{ height: size, transform: `translateY(${start - scrollMargin}px)` }}
          >
            {children(row)}
          </li>
        )
      })}
    </ul>
  )
}

function at<T>(rows: readonly T[], index: number): T {
  const row = rows[index]
  if (row === undefined) {
    throw new RangeError(`There is no row ${index}.`)
  }
  return row
}

function scrollerOf(list: HTMLElement | null): HTMLElement | null {
  return list?.closest<HTMLElement>('[data-scroller]') ?? null
}

/** How far down its scroller the list begins, in px; again whenever something above it grows. */
function useTop(list: RefObject<HTMLUListElement | null>): number {
  const [top, setTop] = useState(0)
  useLayoutEffect(() => {
    const scroller = scrollerOf(list.current)
    if (scroller === null) {
      return undefined
    }
    const measure = () => {
      const { current } = list
      if (current !== null) {
        setTop(current.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop)
      }
    }
    measure()
    const growth = new ResizeObserver(measure)
    Array.from(scroller.children).forEach((child) => growth.observe(child))
    return () => growth.disconnect()
  }, [list])
  return top
}
