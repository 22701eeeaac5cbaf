import type { ReactNode } from 'react'
import { classes } from '#renderer/ui/classes.ts'

/**
 * The answers of a card, below a line at its foot. On phones they share the width, so that a thumb reaches each. `last`: what
 * stands apart from the others, at the right.
 */
export function CardButtons({ children, last }: { children: ReactNode; last?: ReactNode }) {
  return (
    <div
      className={classes(
        '-mx-3.5 mt-3 flex flex-wrap items-center gap-1.5 border-t border-line px-3.5 pt-3',
        'max-md:[&>button]:flex-auto',
      )}
    >
      {children}
      {last !== undefined && <span className="flex-1 max-md:hidden" />}
      {last}
    </div>
  )
}
