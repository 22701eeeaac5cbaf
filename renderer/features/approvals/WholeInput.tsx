import type { ReactNode } from 'react'
import { End } from '#renderer/content/Seen.tsx'

/** What is asked, in a box that scrolls to its end while the buttons below it stay where they are. */
export function WholeInput({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div
      tabIndex={0}
      role="group"
      aria-label={label}
      className="quiet-scroll max-h-[min(55dvh,36rem)] overflow-y-auto focus-visible:-outline-offset-2"
    >
      <div className="relative space-y-2 pb-px">
        {children}
        <End edge="bottom" />
      </div>
    </div>
  )
}
