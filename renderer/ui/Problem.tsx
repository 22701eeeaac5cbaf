import type { ReactNode } from 'react'

/** An error message: what happened, what was kept, what to do. Announced at once. */
export function Problem({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-2 rounded-control bg-bad-ground px-3 py-2 text-sm text-bad"
    >
      <span dir="auto" className="min-w-0 flex-1 basis-60 break-words">
        {children}
      </span>
      {action}
    </div>
  )
}
