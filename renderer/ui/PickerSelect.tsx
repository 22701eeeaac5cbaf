import type { ComponentProps } from 'react'
import { classes } from './classes.ts'

/** A small choice in a toolbar: the browser's own list, at home on a phone. */
export function PickerSelect({ label, className, ...rest }: ComponentProps<'select'> & { label: string }) {
  return (
    <select
      aria-label={label}
      title={label}
      {...rest}
      className={classes(
        'eases min-h-8 max-w-40 min-w-0 truncate rounded-control border border-transparent bg-transparent px-1.5 text-sm text-muted touch:min-h-11',
        'hover:bg-raised hover:text-text disabled:opacity-55 [&>option]:bg-surface [&>option]:text-text',
        className,
      )}
    />
  )
}
