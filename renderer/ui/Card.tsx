import type { ReactNode } from 'react'
import { classes } from './classes.ts'

/** A section with a heading. `action` is shown beside the heading. */
export function Card(props: { title: string; action?: ReactNode; className?: string; children: ReactNode }) {
  return (
    <section
      aria-label={props.title}
      className={classes('rounded-card border border-line bg-surface p-4', props.className)}
    >
      <div className="mb-2 flex items-baseline gap-3">
        <h2 className="min-w-0 flex-1 text-base font-semibold">{props.title}</h2>
        {props.action}
      </div>
      {props.children}
    </section>
  )
}
