import { createContext, type ReactNode, use } from 'react'
import { classes } from '#renderer/ui/classes.ts'

/** Where the card stands in the place of something: the way to that, beside what is neither yes nor no. */
export const OtherAnswers = createContext<ReactNode>(null)

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
  const others = use(OtherAnswers)
  // On phones in a row of its own, below yes and no.
  const neither = (more !== undefined || (others !== null && others !== false)) && (
    <span className="contents max-md:col-span-full max-md:flex max-md:gap-1.5 max-md:[&>button:not([aria-label])]:flex-auto max-md:[&>button]:px-1 max-md:[&>button]:whitespace-nowrap">
      {more}
      {others}
    </span>
  )
  return (
    <div
      className={classes(
        '-mx-3.5 mt-3 flex flex-wrap items-center gap-1.5 border-t border-line px-3.5 pt-3',
        'max-md:grid max-md:grid-cols-[repeat(auto-fit,minmax(40%,1fr))] max-md:[&>:first-child]:min-h-13',
      )}
    >
      {children}
      {isApart && neither}
      <div className={classes('flex max-md:-order-1 max-md:min-h-13 *:flex-1', isApart && 'md:ml-auto')}>{refusal}</div>
      {!isApart && neither}
    </div>
  )
}
