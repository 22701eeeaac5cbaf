import type { ReactNode } from 'react'
import { classes } from '#renderer/ui/classes.ts'
import type { GitDiffLine } from '#shared/operations/git.ts'
import * as words from '../words.ts'

/** Drawn, and no text: copied lines have no numbers, and the button is named by its label. */
const numberClass = 'w-8 pr-1 before:content-[attr(data-number)]'

const grounds = { same: '', added: 'bg-good-ground', removed: 'bg-bad-ground', gap: '' } as const
const signs = { same: ' ', added: '+', removed: '−', gap: ' ' } as const
const tones = { same: '', added: 'text-good', removed: 'text-bad', gap: '' } as const

export interface DiffLineViewProps {
  readonly line: GitDiffLine
  /** One, or of both sides. */
  readonly numbers: readonly (number | null)[]
  readonly isAt: boolean
  readonly isChosen: boolean
  readonly isWrapped: boolean
  readonly onPress: (isRange: boolean) => void
  readonly children: ReactNode
}

/** A line of a diff that is chosen by its number. */
export function DiffLineView({ line, numbers, isAt, isChosen, isWrapped, onPress, children }: DiffLineViewProps) {
  return (
    <div
      data-chosen={isChosen || undefined}
      className={classes(
        'flex min-h-5 whitespace-pre touch:min-h-7 touch:leading-7',
        grounds[line.kind],
        isChosen && 'outline-1 -outline-offset-1 outline-accent',
        isAt && 'shadow-[inset_3px_0_0_var(--color-accent)]',
      )}
    >
      <button
        type="button"
        tabIndex={-1}
        aria-pressed={isChosen}
        aria-label={(line.kind === 'removed' ? words.lineRemoved : words.line)(line.new ?? line.old)}
        onClick={(event) => onPress(event.shiftKey)}
        className={classes(
          'flex shrink-0 items-start text-right text-muted select-none hover:bg-raised hover:text-text',
          numbers.length > 1 ? 'w-16' : 'w-9',
        )}
      >
        {numbers.map((number, index) => (
          <span key={index} data-number={number} className={numberClass} />
        ))}
      </button>
      <span aria-hidden="true" className={classes('w-4 shrink-0 text-center select-none', tones[line.kind])}>
        {signs[line.kind]}
      </span>
      <span className={classes('pr-4', isWrapped && 'min-w-0 flex-1 wrap-anywhere whitespace-pre-wrap')}>
        {children}
      </span>
    </div>
  )
}
