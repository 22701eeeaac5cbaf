import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { useExpanded } from './expanded.ts'
import { classes } from '#renderer/ui/classes.ts'

/** A line that expands on click. `below`: what stands under it, open or not. */
export function Disclosure(props: { id: string; line: ReactNode; below?: ReactNode; children: () => ReactNode }) {
  const { id, line, below, children } = props
  const [isOpen, toggle] = useExpanded(id)
  return (
    <div className="py-0.5">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={toggle}
        className="smooth -mx-1.5 flex min-h-7 w-[calc(100%+12px)] items-center gap-1.5 rounded-control px-1.5 text-left text-muted touch:min-h-11 hover:bg-raised hover:text-text"
      >
        <ChevronRight aria-hidden="true" className={classes('smooth size-3.5 shrink-0', isOpen && 'rotate-90')} />
        {line}
      </button>
      {below}
      {isOpen && <div className="mt-1 mb-2 ml-1.5 border-l border-line pl-3.5">{children()}</div>}
    </div>
  )
}
