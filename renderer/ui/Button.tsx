import type { ComponentProps } from 'react'
import { classes } from './classes.ts'

const variants = {
  primary: 'bg-accent text-on-accent border-transparent hover:brightness-110 font-medium',
  secondary: 'bg-surface border-line-strong/50 hover:bg-raised',
  ghost: 'border-transparent text-muted hover:bg-raised hover:text-text',
  attention: 'bg-attention-ground border-attention text-text font-medium hover:brightness-105',
  danger: 'bg-surface border-bad text-bad font-medium hover:bg-bad-ground',
} as const

export type ButtonVariant = keyof typeof variants

/** A button with a text. 44 px high on touch screens. */
export function Button({
  variant = 'secondary',
  className,
  ...rest
}: ComponentProps<'button'> & { variant?: ButtonVariant }) {
  return (
    <button
      type="button"
      {...rest}
      className={classes(
        'smooth inline-flex min-h-8 touch:min-h-11 shrink-0 items-center justify-center gap-1.5 rounded-control border px-3 text-sm',
        'disabled:opacity-55 aria-pressed:border-accent aria-pressed:bg-accent-ground aria-pressed:text-text select-none',
        variants[variant],
        className,
      )}
    />
  )
}

/** A button with an icon only. `label` is its accessible name and tooltip. */
export function IconButton({ label, className, ...rest }: ComponentProps<'button'> & { label: string }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...rest}
      className={classes(
        'smooth inline-flex size-8 touch:size-11 shrink-0 items-center justify-center rounded-control text-muted',
        'hover:bg-raised hover:text-text disabled:opacity-55',
        className,
      )}
    />
  )
}
