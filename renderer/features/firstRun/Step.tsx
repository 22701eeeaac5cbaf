import type { ReactNode } from 'react'
import { classes } from '#renderer/ui/classes.ts'
import * as words from './words.ts'

/** One numbered step: done, the one to take now, or a later one. `said`: beside its title, in a few words. */
export function Step(props: {
  number: number
  title: string
  state: 'done' | 'now' | 'later'
  said?: ReactNode
  action?: ReactNode
  children?: ReactNode
}) {
  const { state } = props
  return (
    <section
      aria-label={props.title}
      {...(state === 'now' ? { 'aria-current': 'step' } : {})}
      className={classes('rounded-card border bg-surface p-4', state === 'now' ? 'border-accent' : 'border-line')}
    >
      <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1">
        <span
          aria-hidden="true"
          className={classes(
            'flex size-7 shrink-0 items-center justify-center rounded-full text-xs font-semibold',
            signs[state],
          )}
        >
          {state === 'done' ? '✓' : props.number}
        </span>
        <h2 className="text-base font-semibold">
          {props.title}
          {state === 'done' && <span className="sr-only">{words.done}</span>}
        </h2>
        <span className="min-w-0 text-muted wrap-anywhere">{props.said}</span>
        <span className="ml-auto">{props.action}</span>
      </div>
      {props.children !== undefined && props.children !== false && (
        <div className="pt-2 md:pl-10">{props.children}</div>
      )}
    </section>
  )
}

const signs = {
  done: 'bg-good-ground text-good',
  now: 'bg-accent text-on-accent',
  later: 'bg-raised text-muted',
} as const
