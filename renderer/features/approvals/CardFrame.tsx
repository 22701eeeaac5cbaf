import type { ReactNode } from 'react'
import { classes } from '#renderer/ui/classes.ts'

/** The frame of a card that waits: the lamp is lit. A dangerous one burns red, and says why. */
export function CardFrame(props: {
  heading?: ReactNode
  title: ReactNode
  danger?: string | null
  children: ReactNode
}) {
  const danger = props.danger ?? null
  return (
    <section
      aria-label="Needs you"
      className={classes(
        'rounded-card border border-l-4 bg-surface p-3',
        danger === null ? 'border-lamp/60 border-l-lamp' : 'border-bad border-l-bad',
      )}
    >
      {props.heading}
      <h3 className="mb-2 text-sm font-semibold">{props.title}</h3>
      {danger !== null && (
        <p className="mb-2 rounded-control bg-bad-ground px-2.5 py-1.5 text-bad">
          <b className="font-semibold">Careful.</b> {danger}
        </p>
      )}
      {props.children}
    </section>
  )
}
