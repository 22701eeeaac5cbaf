import type { ComponentProps } from 'react'
import { classes } from './classes.ts'

const looks = {
  primary: 'bg-accent text-on-accent border-transparent hover:brightness-110 font-medium',
  plain: 'bg-surface border-line-strong/50 hover:bg-raised',
  quiet: 'border-transparent text-muted hover:bg-raised hover:text-text',
  lamp: 'bg-lamp-ground border-lamp text-text font-medium hover:brightness-105',
  danger: 'bg-bad-ground border-bad text-bad font-medium hover:brightness-105',
} as const

export type ButtonLook = keyof typeof looks

/** A button with words. On touch screens it is 44 px high. */
export function Button({ look = 'plain', className, ...rest }: ComponentProps<'button'> & { look?: ButtonLook }) {
  return (
    <button
      type="button"
      {...rest}
      className={classes(
        'eases inline-flex min-h-8 touch:min-h-11 shrink-0 items-center justify-center gap-1.5 rounded-control border px-3 text-sm',
        'disabled:opacity-55 aria-pressed:border-accent aria-pressed:bg-accent-ground aria-pressed:text-text select-none',
        looks[look],
        className,
      )}
    />
  )
}

/** A button with an icon alone: `label` is its name for everybody, shown as a tooltip. */
export function IconButton({ label, className, ...rest }: ComponentProps<'button'> & { label: string }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...rest}
      className={classes(
        'eases inline-flex size-8 touch:size-11 shrink-0 items-center justify-center rounded-control text-muted',
        'hover:bg-raised hover:text-text disabled:opacity-55',
        className,
      )}
    />
  )
}
