import type { ReactNode } from 'react'

/** One numbered step; a done one says so. */
export function Step(props: { number: number; title: string; isDone: boolean; children: ReactNode }) {
  return (
    <section className="rounded-card border border-line bg-surface p-4">
      <h2 className="mb-2 flex items-center gap-2 text-base font-semibold">
        <span
          aria-hidden="true"
          className={`flex size-6 items-center justify-center rounded-full text-xs ${props.isDone ? 'bg-good-ground text-good' : 'bg-raised text-muted'}`}
        >
          {props.isDone ? '✓' : props.number}
        </span>
        {props.title}
        {props.isDone && <span className="sr-only">: done</span>}
      </h2>
      <div className="pl-8">{props.children}</div>
    </section>
  )
}
