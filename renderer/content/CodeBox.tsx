import type { ReactNode } from 'react'
import { Marked } from '#renderer/ui/Marked.tsx'

/** A box with a title and buttons above whatever is in it. */
export function CodeBox({ title, buttons, children }: { title: string; buttons?: ReactNode; children: ReactNode }) {
  return (
    <div className="my-2 overflow-hidden rounded-control border border-line bg-raised">
      <div className="flex min-h-9 items-center border-b border-line pr-0.5 pl-3 text-xs text-muted touch:min-h-11">
        <span dir="auto" className="min-w-0 flex-1 truncate">
          <Marked text={title} />
        </span>
        {buttons}
      </div>
      {children}
    </div>
  )
}
