import type { ReactNode } from 'react'
import { classes } from '#renderer/ui/classes.ts'

interface CardButtonsProps {
  /** What says yes. */
  readonly children: ReactNode
  /** What says no. On phones at the left of the yes, as wide as that and as high as a thumb. */
  readonly refusal: ReactNode
  /** The no stands apart from the others, at the right, where there is room. */
  readonly isApart?: boolean
  /** What is neither. */
  readonly more?: ReactNode
}

/** The answers of a card, below a line at its foot. */
export function CardButtons({ children, refusal, isApart = false, more }: CardButtonsProps) {
  return (
    <div
      className={classes(
        '-mx-3.5 mt-3 flex flex-wrap items-center gap-1.5 border-t border-line px-3.5 pt-3',
        'max-md:grid max-md:grid-cols-[repeat(auto-fit,minmax(40%,1fr))] max-md:[&>:first-child]:min-h-13',
      )}
    >
      {children}
      {isApart ? more : null}
      <div className={classes('flex max-md:-order-1 max-md:min-h-13 *:flex-1', isApart && 'md:ml-auto')}>{refusal}</div>
      {isApart ? null : more}
    </div>
  )
}
