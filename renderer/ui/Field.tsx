import type { ComponentProps, ReactNode } from 'react'
import { classes } from './classes.ts'

export const fieldClass =
  'w-full min-h-9 touch:min-h-11 rounded-control border border-line-strong/60 bg-surface px-2.5 text-sm touch:text-[16px]'

/** A labelled control. `hint` is read out with it. */
export function Field({ label, hint, children }: { label: string; hint?: ReactNode; children: ReactNode }) {
  return (
    <label className="block">
      <span className="mb-1 block text-sm font-medium">{label}</span>
      {children}
      {hint !== undefined && <span className="mt-1 block text-xs text-muted">{hint}</span>}
    </label>
  )
}

export function TextInput({ className, ...rest }: ComponentProps<'input'>) {
  return <input dir="auto" {...rest} className={classes(fieldClass, className)} />
}

export function TextArea({ className, ...rest }: ComponentProps<'textarea'>) {
  return <textarea dir="auto" {...rest} className={classes(fieldClass, 'py-2', className)} />
}

export function Select({ className, ...rest }: ComponentProps<'select'>) {
  return <select {...rest} className={classes(fieldClass, 'pr-1', className)} />
}
