import { type RefObject, useLayoutEffect, useState } from 'react'
import { loadItem, storeItem } from '#renderer/state/browser/browserStorage.ts'

/** Of either column, in px: what is left for a conversation beside the pane too. */
export const MIN_WIDTH = 480

const STORED = 'beside_share'
const HALF = 0.5

interface ColumnWidth {
  readonly px: number
  readonly max: number
  /** Sets the width, within its limits; null: half of the room. `isChosen` keeps it in this browser. */
  readonly resize: (px: number | null, isChosen: boolean) => void
}

/**
 * The width of the second of two columns: half of the room, or the share of it that the person chose, kept in this browser.
 * Columns take it from `--beside`, which their parent has. `edge`: lies between them.
 */
export function useColumnWidth(edge: RefObject<HTMLElement | null>): ColumnWidth {
  const [share, setShare] = useState(stored)
  const [room, setRoom] = useState(0)
  const max = Math.max(MIN_WIDTH, room - MIN_WIDTH)
  const px = within(share * room, max)
  useLayoutEffect(() => {
    const both = edge.current?.parentElement
    if (both === null || both === undefined) {
      return undefined
    }
    const measure = () => setRoom(both.clientWidth)
    measure()
    const size = new ResizeObserver(measure)
    size.observe(both)
    return () => size.disconnect()
  }, [edge])
  useLayoutEffect(() => edge.current?.parentElement?.style.setProperty('--beside', `${px}px`), [edge, px])
  const resize = (wanted: number | null, isChosen: boolean) => {
    const next = wanted === null ? HALF : within(wanted, max) / room
    setShare(next)
    if (isChosen) {
      storeItem(STORED, wanted === null ? null : String(next))
    }
  }
  return { px, max, resize }
}

function within(px: number, max: number): number {
  return Math.round(Math.max(MIN_WIDTH, Math.min(px, max)))
}

function stored(): number {
  const kept = Number(loadItem(STORED) ?? HALF)
  return kept > 0 && kept < 1 ? kept : HALF
}
