import type { ReactNode } from 'react'
import type { LineRow } from './lineRows.ts'
import type { DiffLine } from './patch.ts'
import { classes } from '#renderer/ui/classes.ts'
import { Marked } from '#renderer/ui/Marked.tsx'

/** How lines are drawn: with signs (a diff), in full length from the start, with a text of one's own. */
export interface LineLook {
  readonly signs?: boolean
  readonly isLong?: boolean
  readonly breaks?: boolean
  /** Stands where the line's number would. */
  readonly gutter?: string
  readonly renderText?: (text: string, whole: DiffLine, offset: number) => ReactNode
}

const looks: Readonly<
  Record<DiffLine['kind'], { readonly row: string; readonly sign: string; readonly tone: string }>
> = {
  same: { row: '', sign: ' ', tone: '' },
  added: { row: 'bg-good-ground', sign: '+', tone: 'text-good' },
  removed: { row: 'bg-bad-ground', sign: '−', tone: 'text-bad' },
  gap: { row: 'text-muted', sign: ' ', tone: '' },
}

/** One line with its number and its sign: the colour alone says nothing. */
export function LineView({ row, look }: { row: Extract<LineRow, { kind: 'line' }>; look: LineLook }) {
  const { line, whole, offset } = row
  const { row: ground, sign, tone } = looks[line.kind]
  return (
    <div className={classes('flex min-h-5 whitespace-pre', look.signs === true && ground)}>
      <span
        aria-hidden="true"
        className={classes(
          'shrink-0 pr-2 text-right text-muted select-none',
          look.gutter === undefined ? 'w-10' : 'w-6',
        )}
      >
        {offset > 0 ? '↪' : (look.gutter ?? line.number)}
      </span>
      {look.signs === true && <span className={classes('w-4 shrink-0 select-none', tone)}>{sign}</span>}
      <span className={classes('pr-4', look.breaks === true && 'whitespace-normal')}>
        {look.renderText === undefined ? <Marked text={line.text} code /> : look.renderText(line.text, whole, offset)}
      </span>
    </div>
  )
}
