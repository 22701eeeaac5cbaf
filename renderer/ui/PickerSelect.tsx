import type { ComponentProps } from 'react'
import { classes } from './classes.ts'

/** A small native select for toolbars. */
export function PickerSelect({ label, className, ...rest }: ComponentProps<'select'> & { label: string }) {
  return (
    <select
      aria-label={label}
      title={label}
      {...rest}
      className={classes(
        'smooth field-sizing-content min-h-8 max-w-48 min-w-0 truncate rounded-control border border-transparent bg-transparent px-1.5 text-sm text-muted touch:min-h-11',
        'hover:bg-raised hover:text-text disabled:opacity-55 [&>option]:bg-surface [&>option]:text-text',
        className,
      )}
    />
  )
}
