import type { ReactNode } from 'react'
import type { LineRow } from './lineRows.ts'
import type { DiffLine } from './patch.ts'
import { classes } from '#renderer/ui/classes.ts'
import { Marked } from '#renderer/ui/Marked.tsx'

/** How lines are rendered: with signs (a diff), expanded from the start, with custom text. */
export interface LineOptions {
  readonly signs?: boolean
  readonly isLong?: boolean
  readonly breaks?: boolean
  /** Long lines are broken anywhere, in place of scrolling. */
  readonly isWrapped?: boolean
  /** Shown in place of the line number. */
  readonly gutter?: string
  readonly renderText?: (text: string, whole: DiffLine, offset: number) => ReactNode
}

const kindStyles: Readonly<
  Record<DiffLine['kind'], { readonly row: string; readonly sign: string; readonly tone: string }>
> = {
  same: { row: '', sign: ' ', tone: '' },
  added: { row: 'bg-good-ground', sign: '+', tone: 'text-good' },
  removed: { row: 'bg-bad-ground', sign: '−', tone: 'text-bad' },
  gap: { row: 'text-muted', sign: ' ', tone: '' },
}

/** One line with its number and sign; the colour alone carries no meaning. */
export function LineView({ row, options }: { row: Extract<LineRow, { kind: 'line' }>; options: LineOptions }) {
  const { line, whole, offset } = row
  const { row: ground, sign, tone } = kindStyles[line.kind]
  return (
    <div className={classes('flex min-h-5 whitespace-pre', options.signs === true && ground)}>
      <span
        aria-hidden="true"
        className={classes(
          'shrink-0 pr-2 text-right text-muted select-none',
          options.gutter === undefined ? 'w-10' : 'w-6',
        )}
      >
        {offset > 0 ? '↪' : (options.gutter ?? line.number)}
      </span>
      {options.signs === true && <span className={classes('w-4 shrink-0 select-none', tone)}>{sign}</span>}
      <span
        className={classes(
          'pr-4',
          options.breaks === true && 'whitespace-normal',
          options.isWrapped === true && 'min-w-0 flex-1 wrap-anywhere whitespace-pre-wrap',
        )}
      >
        {options.renderText === undefined ? (
          <Marked text={line.text} code />
        ) : (
          options.renderText(line.text, whole, offset)
        )}
      </span>
    </div>
  )
}
