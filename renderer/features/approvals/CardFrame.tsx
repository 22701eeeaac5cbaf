import type { ReactNode } from 'react'
import { classes } from '#renderer/ui/classes.ts'
import * as words from './words.ts'

/**
 * The frame of an approval card: in the attention colour, or red when it is dangerous, with the lamp that is lit only where
 * somebody is needed. The title is in Homeport's own words.
 */
export function CardFrame(props: {
  heading?: ReactNode
  title: ReactNode
  isDangerous?: boolean
  /** What is asked is the larger title. */
  isQuestion?: boolean
  children: ReactNode
}) {
  return (
    <section
      aria-label={words.needsYou}
      data-card=""
      tabIndex={-1}
      className={classes(
        'approval',
        props.isDangerous === true && 'is-dangerous',
        props.isQuestion === true && 'is-question',
      )}
    >
      {props.heading}
      <h3>{props.title}</h3>
      {props.children}
    </section>
  )
}
