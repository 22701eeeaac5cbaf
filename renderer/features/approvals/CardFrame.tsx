import type { ReactNode } from 'react'
import { classes } from '#renderer/ui/classes.ts'
import * as words from './words.ts'

/**
 * The frame of an approval card: in the attention colour, or red when it is dangerous. The title is in Homeport's own
 * words.
 */
export function CardFrame(props: {
  heading?: ReactNode
  title: ReactNode
  isDangerous?: boolean
  children: ReactNode
}) {
  return (
    <section
      aria-label={words.needsYou}
      data-card=""
      tabIndex={-1}
      className={classes(
        'rounded-card border border-l-4 bg-surface p-3',
        props.isDangerous === true ? 'border-bad border-l-bad' : 'border-attention/60 border-l-attention',
      )}
    >
      {props.heading}
      <h3 className="mb-2 text-sm font-semibold [overflow-wrap:anywhere]">{props.title}</h3>
      {props.children}
    </section>
  )
}
