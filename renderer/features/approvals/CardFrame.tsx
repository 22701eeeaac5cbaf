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
  children: ReactNode
}) {
  return (
    <section
      aria-label={words.needsYou}
      data-card=""
      tabIndex={-1}
      className={classes(
        'rounded-card border bg-surface px-3.5 pb-3.5',
        props.isDangerous === true ? 'border-bad' : 'border-attention-line',
      )}
    >
      {props.heading}
      <h3 className="-mx-3.5 mb-3 flex min-h-11 items-center gap-2.5 border-b border-line px-3.5 py-1.5 text-base font-semibold">
        <span aria-hidden="true" className="m-1 size-2 shrink-0 rounded-full bg-attention-dot lamp" />
        <span className="min-w-0 [overflow-wrap:anywhere]">{props.title}</span>
      </h3>
      {props.children}
    </section>
  )
}
