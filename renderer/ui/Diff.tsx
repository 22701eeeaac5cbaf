import type { DiffLine } from '#renderer/words/patch.ts'
import { classes } from './classes.ts'

const looks: Readonly<Record<DiffLine['kind'], { readonly row: string; readonly sign: string }>> = {
  same: { row: '', sign: ' ' },
  added: { row: 'bg-good-ground', sign: '+' },
  removed: { row: 'bg-bad-ground', sign: '−' },
  gap: { row: 'text-muted', sign: ' ' },
}

/** A diff as lines with their signs: the colour alone says nothing. */
export function Diff({ lines, path }: { lines: readonly DiffLine[]; path: string }) {
  return (
    <div className="overflow-hidden rounded-control border border-line bg-surface">
      <div className="truncate border-b border-line px-3 py-1.5 font-mono text-xs text-muted" title={path}>
        {path}
      </div>
      <div
        tabIndex={0}
        role="group"
        aria-label={`Changes in ${path}`}
        className="quiet-scroll max-h-96 overflow-auto py-1 font-mono text-sm"
      >
        <div className="w-max min-w-full">
          {lines.map((line, index) => (
            <div key={index} className={classes('flex whitespace-pre', looks[line.kind].row)}>
              <span aria-hidden="true" className="w-10 shrink-0 pr-2 text-right text-muted select-none">
                {line.number}
              </span>
              <span
                className={classes(
                  'w-4 shrink-0 select-none',
                  line.kind === 'added' && 'text-good',
                  line.kind === 'removed' && 'text-bad',
                )}
              >
                {looks[line.kind].sign}
              </span>
              <span className="pr-4">{line.text}</span>
            </div>
          ))}
        </div>
      </div>
    </div>
  )
}
