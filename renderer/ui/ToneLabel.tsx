import type { Tone } from '#renderer/format/statusLabel.ts'
import { classes } from './classes.ts'

const colours: Readonly<Record<Tone, string>> = {
  attention: 'text-attention',
  accent: 'text-accent',
  bad: 'text-bad',
  muted: 'text-muted',
}

/** A label with a coloured dot, hollow when muted. The text alone carries the meaning. */
export function ToneLabel({ tone, children }: { tone: Tone; children: string }) {
  return (
    <span className={classes('inline-flex items-center gap-1.5 whitespace-nowrap', colours[tone])}>
      <ToneDot tone={tone} />
      {children}
    </span>
  )
}

/** The dot alone, beside words that say the same. */
export function ToneDot({ tone }: { tone: Tone }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 8 8" className={classes('size-2 shrink-0', colours[tone])}>
      <circle
        cx="4"
        cy="4"
        r="3"
        fill={tone === 'muted' ? 'none' : 'currentColor'}
        stroke="currentColor"
        strokeWidth="1.4"
      />
    </svg>
  )
}
