import { type RefObject, useLayoutEffect, useState } from 'react'
import { loadItem, storeItem } from '#renderer/state/browser/browserStorage.ts'
import { hasOneColumn } from '#renderer/state/browser/screen.ts'
import { useStore } from '#renderer/state/store.ts'

/** In px: the narrowest, and the width until somebody chooses another. */
export const MIN_WIDTH = 400
const FIRST_WIDTH = 560
/** Of the window, at most. */
const MAX_SHARE = 0.6
/** Always left for the conversation, in px. */
const CONVERSATION = 480

const STORED = 'pane_width'

export interface PaneWidth {
  /** null: it covers the conversation and has no width of its own. */
  readonly px: number | null
  readonly max: number
  /** Sets the width, within its limits; null: the first one. `isChosen` keeps it in this browser. */
  readonly resize: (px: number | null, isChosen: boolean) => void
}

/** The width of the pane beside the conversation. It is kept in this browser, and smaller where the window has less room. */
export function usePaneWidth(pane: RefObject<HTMLElement | null>): PaneWidth {
  const [wanted, setWanted] = useState(stored)
  const [max, setMax] = useState(FIRST_WIDTH)
  const covers = useStore(hasOneColumn, (value) => value)
  useLayoutEffect(() => {
    const both = pane.current?.parentElement
    if (both === null || both === undefined) {
      return undefined
    }
    const measure = () => setMax(widest(both.clientWidth))
    measure()
    const room = new ResizeObserver(measure)
    room.observe(both)
    return () => room.disconnect()
  }, [pane])
  const resize = (px: number | null, isChosen: boolean) => {
    const next = within(px ?? FIRST_WIDTH, max)
    setWanted(next)
    if (isChosen) {
      storeItem(STORED, px === null ? null : String(next))
    }
  }
  return { px: covers ? null : within(wanted, max), max, resize }
}

function widest(room: number): number {
  return Math.max(MIN_WIDTH, Math.floor(Math.min(innerWidth * MAX_SHARE, room - CONVERSATION)))
}

function within(px: number, max: number): number {
  return Math.round(Math.max(MIN_WIDTH, Math.min(px, max)))
}

function stored(): number {
  const kept = Number(loadItem(STORED))
  return Number.isFinite(kept) && kept >= MIN_WIDTH ? kept : FIRST_WIDTH
}
