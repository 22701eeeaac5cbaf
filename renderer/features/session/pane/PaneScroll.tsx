import type { ReactNode } from 'react'

/** Under a tab: text that scrolls as a whole. */
export function PaneScroll({ children }: { children: ReactNode }) {
  return (
    <div className="thin-scroll min-h-0 flex-1 overflow-y-auto px-4 pt-2 pb-[max(24px,env(safe-area-inset-bottom))] md:px-5">
      {children}
    </div>
  )
}
