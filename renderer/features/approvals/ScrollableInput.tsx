import type { ReactNode } from 'react'
import { EndMarker } from '#renderer/content/Seen.tsx'

/** The request in a scrolling box; the buttons below it stay in place. */
export function ScrollableInput({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div
      tabIndex={0}
      role="group"
      data-request=""
      aria-label={label}
      className="thin-scroll max-h-(--request,min(55dvh,36rem)) overflow-y-auto focus-visible:-outline-offset-2"
    >
      <div className="relative space-y-2 pb-px">
        {children}
        <EndMarker edge="bottom" />
      </div>
    </div>
  )
}
