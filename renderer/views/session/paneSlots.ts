import { createContext, type ReactNode, use, useEffect } from 'react'
import { createPortal } from 'react-dom'

/** What the bar of a session's details has room for, on phones: a few words of the tab, and entries of its menu. */
interface PaneSlots {
  /** Where the words stand; null: not drawn yet. */
  readonly summary: HTMLElement | null
  /** Puts the tab's own entries into the menu; null: none. */
  readonly setItems: (items: PaneItems | null) => void
}

/** Draws entries of a menu; `close` closes it. */
export type PaneItems = (close: () => void) => ReactNode

/** null: the bar has tabs instead. */
export const PaneSlots = createContext<PaneSlots | null>(null)

/** The words of the tab in the bar; nothing where that has tabs. */
export function PaneSummary({ children }: { children: ReactNode }) {
  const slot = use(PaneSlots)?.summary ?? null
  return slot === null ? null : createPortal(children, slot)
}

/** Puts entries into the menu of the bar, as long as this is drawn. `items`: the same while nothing about them changes. */
export function usePaneItems(items: PaneItems | null): void {
  const setItems = use(PaneSlots)?.setItems
  useEffect(() => {
    setItems?.(items)
    return () => setItems?.(null)
  }, [setItems, items])
}
