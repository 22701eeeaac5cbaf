import type { ComponentProps } from 'react'
import { classes } from './classes.ts'

/** On or off. Its name comes from a label. */
export function Switch(
  props: Omit<ComponentProps<'button'>, 'onChange'> & { checked: boolean; onChange: (checked: boolean) => void },
) {
  const { checked, onChange, className, ...rest } = props
  return (
    <button
      type="button"
      role="switch"
      aria-checked={checked}
      {...rest}
      onClick={() => onChange(!checked)}
      className={classes(
        'inline-flex min-h-8 shrink-0 items-center rounded-control disabled:opacity-55 touch:min-h-11 touch:min-w-11 touch:justify-end',
        className,
      )}
    >
      <span
        aria-hidden="true"
        className={classes(
          'smooth flex h-5 w-8.5 items-center rounded-full px-0.5',
          checked ? 'justify-end bg-accent' : 'bg-line-strong',
        )}
      >
        <span className="size-4 rounded-full bg-on-accent" />
      </span>
    </button>
  )
}
