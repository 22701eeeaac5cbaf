import { PanelLeft } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { isRailHidden, takesFocus, toggleRail } from '#renderer/state/browser/rail.ts'
import { screenSize } from '#renderer/state/browser/screen.ts'
import { useStore } from '#renderer/state/store.ts'
import { IconButton } from '#renderer/ui/Button.tsx'
import { shortcut } from './shortcut.ts'
import * as words from './words.ts'

/** Hides the rail, or brings it back. */
export function RailButton({ label }: { label: 'Hide sidebar' | 'Show sidebar' }) {
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (takesFocus()) {
      button.current?.focus()
    }
  }, [])
  return (
    <IconButton
      ref={button}
      label={`${label} (${shortcut('B')})`}
      aria-keyshortcuts="Control+B Meta+B"
      onClick={toggleRail}
    >
      <PanelLeft className="size-4" />
    </IconButton>
  )
}

/** In the bar of a column, while there is no rail beside it. */
export function ShowRailButton() {
  const isAway = useStore(isRailHidden, (value) => value)
  const size = useStore(screenSize, (value) => value)
  return size === 'narrow' || (size === 'wide' && isAway) ? <RailButton label={words.showSidebar} /> : null
}
